import { expect, test } from 'vitest';
import { readForgetMemory, refusedOnceMore, writeForgetMemory } from '../../../../lib/tasks/longhorn/forget-memory.ts';
import { leftIn, planForget } from '../../../../lib/tasks/longhorn/forget-plan.ts';
import { condition, engine, lhn, type Objects, replica, sources } from './sample.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;

const gone = (spec: object = {}, metadata: object = {}, reason = 'KubernetesNodeGone') =>
  lhn('n1', {
    metadata: { finalizers: ['longhorn.io'], ...metadata },
    spec: { allowScheduling: false, ...spec },
    status: { conditions: [condition('Ready', 'False', reason)] },
  });

function step(objects: Objects, afterMs = 3 * MINUTE, uid = 'uid-n1') {
  return planForget({ ...leftIn(sources(objects), 'n1'), uid, startedAt: START, now: START + afterMs });
}

test.each<[string, Objects, number, object]>([
  ['there is none', { nodes: [lhn('n2')] }, 0, { is: 'gone' }],
  [
    'Longhorn has two minutes of its own',
    { nodes: [gone()] },
    MINUTE,
    { is: 'wait', reason: 'LeftToLonghorn', ms: MINUTE },
  ],
  ['nothing is left on it', { nodes: [gone()] }, 3 * MINUTE, { is: 'delete' }],
  [
    'its manager is missing and nothing is left',
    { nodes: [gone({}, {}, 'ManagerPodMissing')] },
    3 * MINUTE,
    { is: 'delete' },
  ],
  ['new replicas may be placed there', { nodes: [gone({ allowScheduling: true })] }, 3 * MINUTE, { is: 'close' }],
  [
    'new replicas may be placed there, and some are',
    { nodes: [gone({ allowScheduling: true })], replicas: [replica('r1', 'v1', 'n1')] },
    3 * MINUTE,
    { is: 'close' },
  ],
  [
    'Longhorn thinks that it is ready',
    { nodes: [lhn('n1', { spec: { allowScheduling: false } })] },
    3 * MINUTE,
    { is: 'wait', reason: 'LonghornNotAware' },
  ],
  [
    'Longhorn has seen no more than that it is not ready',
    { nodes: [gone({}, {}, 'KubernetesNodeNotReady')] },
    3 * MINUTE,
    { reason: 'LonghornNotAware' },
  ],
  [
    'nothing is written down of it',
    { nodes: [lhn('n1', { spec: { allowScheduling: false }, status: { conditions: null } })] },
    3 * MINUTE,
    { reason: 'LonghornNotAware' },
  ],
  [
    'an engine is left',
    { nodes: [gone()], engines: [engine('v1', 'n1')] },
    3 * MINUTE,
    { is: 'wait', reason: 'EnginesLeft' },
  ],
  [
    'a failed replica is left, and there are healthy ones',
    { nodes: [gone(), lhn('n2')], replicas: [replica('r1', 'v1', 'n1', { failedAt: 'x' }), replica('r2', 'v1', 'n2')] },
    3 * MINUTE,
    { is: 'wait', reason: 'ReplicasLeft', text: expect.stringContaining('1 replica') },
  ],
  [
    'the last copy of a volume is left',
    { nodes: [gone(), lhn('n2')], replicas: [replica('r1', 'v1', 'n1')] },
    3 * MINUTE,
    { is: 'stuck', reason: 'LastCopyLeft', text: expect.stringContaining('v1') },
  ],
  [
    'a replica is left by its label only, as the webhook counts',
    {
      nodes: [gone(), lhn('n2')],
      replicas: [
        { ...replica('r1', 'v1', 'n2'), metadata: replica('r1', 'v1', 'n1').metadata },
        replica('r2', 'v1', 'n2'),
      ],
    },
    3 * MINUTE,
    { is: 'wait', reason: 'ReplicasLeft' },
  ],
  [
    'it is terminating',
    { nodes: [gone({}, { deletionTimestamp: '2026-01-01T00:00:00Z' })] },
    MINUTE,
    { is: 'wait', reason: 'LonghornNodeTerminating', ms: 9 * MINUTE },
  ],
  [
    'it is terminating for ten minutes',
    { nodes: [gone({}, { deletionTimestamp: '2026-01-01T00:00:00Z' })] },
    10 * MINUTE,
    { is: 'stuck', reason: 'FinalizerStuck', text: 'terminating since 2026-01-01T00:00:00Z, held by longhorn.io' },
  ],
  [
    'it is terminating since nobody knows when',
    { nodes: [gone({}, { deletionTimestamp: 'soon' })] },
    MINUTE,
    { is: 'wait', reason: 'LonghornNodeTerminating' },
  ],
])('when %s', (_, objects, afterMs, expected) => {
  expect(step(objects, afterMs)).toMatchObject(expected);
});

test('another one under its name is not touched, whatever it says', () => {
  expect(step({ nodes: [gone({}, { uid: 'uid-other' })] })).toEqual({ is: 'replaced' });
});

test('after each refusal it is asked later, up to ten minutes, and remembers that', () => {
  let memory = readForgetMemory(undefined);
  const waits = Array.from({ length: 6 }, () => {
    memory = readForgetMemory(writeForgetMemory(refusedOnceMore({ ...memory, uid: 'u' }, 'no', START)));
    return ((memory.refusal?.againAt ?? 0) - START) / MINUTE;
  });
  expect(waits).toEqual([1, 2, 4, 8, 10, 10]);
  expect(memory).toMatchObject({ uid: 'u', refusal: { text: 'no', times: 6 } });
});

test.each([[{}], [{ refusal: 'no' }], [{ refusal: 'no', refusals: 'x', againAt: 'y' }]])(
  'what was remembered badly is not remembered: %j',
  (memory) => {
    expect(readForgetMemory(memory).refusal).toBeUndefined();
  },
);
