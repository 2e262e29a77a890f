import { expect, it } from 'vitest';
import { namespacedName } from '../../../cmd/namespaced-name.ts';

it('reads NAMESPACE/NAME', () => {
  expect(namespacedName('ops/web', '--it')).toEqual({ namespace: 'ops', name: 'web' });
});

it.each(['', 'web', '/web', 'ops/', 'ops/web/', 'deployment/ops/web'])('refuses %j, and says what it is', (text) => {
  const message = `--it is NAMESPACE/NAME, not ${JSON.stringify(text)}`;
  expect(() => namespacedName(text, '--it')).toThrow(expect.objectContaining({ code: 'USAGE', message }));
});
