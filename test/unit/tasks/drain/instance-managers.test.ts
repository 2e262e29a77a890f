import { expect, test } from 'vitest';
import { EVACUATION, withoutInstanceManagers } from '../../../../lib/tasks/drain/instance-managers.ts';
import { readOptions } from '../../../../lib/tasks/drain/options.ts';
import { LONGHORN_EVACUATE } from '../../../../lib/tasks/longhorn/options.ts';

const MANAGER = { 'longhorn.io/component': 'instance-manager' };

test.each([
  ['a plan that evacuates', new Set(['drain', EVACUATION]), MANAGER, true],
  ['a plan that does not', new Set(['drain']), MANAGER, false],
  ['nobody knows which plan', undefined, MANAGER, false],
  [
    'a plan that evacuates, for other pods of Longhorn',
    new Set([EVACUATION]),
    { 'longhorn.io/component': 'share-manager' },
    false,
  ],
  ['a plan that evacuates, for pods that the options name', new Set([EVACUATION]), { app: 'x' }, true],
])("Longhorn's instance managers with %s", (_, kinds, labels, left) => {
  expect(withoutInstanceManagers(readOptions({ skipPods: 'app=x' }), kinds).skips(labels)).toBe(left);
});

test('the evacuation has the name that the drain knows', () => {
  expect(LONGHORN_EVACUATE.name).toBe(EVACUATION);
});
