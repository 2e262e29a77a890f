import { expect, it } from 'vitest';
import { labelsFor } from '../../../lib/node/labels-for.ts';
import { parseSelector, selects } from '../../../lib/node/selector.ts';

it.each([
  '',
  'a',
  '!a',
  'a=b',
  'a==b,c!=d',
  'pool in (a, b),pool-2 notin (c)',
  'a=',
  'cpus>3,disks<2',
  'node-role.kubernetes.io/worker,environment in (prod, staging)',
])('labels that %j selects', (text) => {
  const parsed = parseSelector(text);
  if (parsed.outcome === 'invalid') throw new Error(parsed.message);
  expect(selects(parsed.selector, labelsFor(parsed.selector))).toBe(true);
});
