import { expect, it } from 'vitest';
import { statusOf } from '../../support/installed/pod-status.ts';

const facts = {
  pod: {
    metadata: { name: 'web', namespace: 'shop', uid: '1' },
    spec: { restartPolicy: 'Always', containers: [] },
  },
  podIP: '10.64.0.1',
  hostIP: '10.64.0.2',
  startTime: '',
  containers: [],
  refusal: undefined,
  since: () => '',
} as const;

it('a Pod no longer says what it has waited for once that is there, though its status is merged', () => {
  expect(statusOf({ ...facts, waitsFor: 'no such Secret' })).toMatchObject({
    reason: 'FailedMount',
    message: 'no such Secret',
  });
  expect(statusOf({ ...facts, waitsFor: undefined })).toMatchObject({ reason: null, message: null });
});
