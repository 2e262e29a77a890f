import { expect, test } from 'vitest';
import { reasonToSkipTasks, skipReason } from '../../../lib/cleanup/skip-reason.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';

const keys = nodeKeys();

test.each([
  [{}, undefined],
  [{ [keys.skipReason]: '' }, undefined],
  [{ [keys.skipReason]: ' \n ' }, undefined],
  [{ [keys.skipReason]: ' the rack burnt \n' }, 'the rack burnt'],
  [{ [keys.skipReason]: 'x'.repeat(10_000) }, `${'x'.repeat(499)}…`],
  [{ 'example.com/skip-reason': 'not ours' }, undefined],
])('the reason of %j', (annotations, reason) => {
  expect(skipReason(annotations, keys)).toBe(reason);
});

test('a reason without tasks that are skipped says nothing of tasks', () => {
  const annotations = { [keys.skipReason]: 'storage is gone' };
  expect(reasonToSkipTasks(annotations, keys)).toBeUndefined();
  expect(reasonToSkipTasks({ ...annotations, [keys.skipTasks]: ' ' }, keys)).toBeUndefined();
  expect(reasonToSkipTasks({ ...annotations, [keys.skipTasks]: 'longhorn-evacuate' }, keys)).toBe('storage is gone');
});
