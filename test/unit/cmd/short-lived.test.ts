import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const SHORT_LIVED = new URL('../../../cmd/short-lived.ts', import.meta.url).href;
const HOT = 'let sum = 0; const add = (i) => (i * 7) % 13; for (let i = 0; i < 1e7; i++) sum += add(i);';

/** How often V8 says that it optimises something. */
const optimised = (script: string): number => {
  const args = ['--trace-opt', '--input-type=module', '--eval', script];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).match(/ConcurrencyMode/g)?.length ?? 0;
};

it('in a command that is over in seconds nothing is optimised in the background, which could keep it from ending', () => {
  expect(optimised(HOT)).toBeGreaterThan(0);
  const load = `(await import('${SHORT_LIVED}')).shortLived(async () => async () => 0)`;
  expect(optimised(`await ${load}(); ${HOT}`)).toBe(0);
});
