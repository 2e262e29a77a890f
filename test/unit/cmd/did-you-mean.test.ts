import { expect, it } from 'vitest';
import { nearest } from '../../../cmd/did-you-mean.ts';

const COMMANDS = ['serve', 'explain', 'release-all', 'check-config', 'crds'];

it.each([
  ['explian', 'explain'],
  ['EXPLAIN', 'explain'],
  ['relase-all', 'release-all'],
  ['release', 'release-all'],
  ['crd', 'crds'],
  ['check', 'check-config'],
  ['sreve', 'serve'],
  ['delete', undefined],
  ['x', undefined],
  ['', undefined],
])('takes %j for %s', (wrong, meant) => {
  expect(nearest(wrong, COMMANDS)).toBe(meant);
});
