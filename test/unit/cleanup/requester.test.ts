import { describe, expect, it } from 'vitest';
import { requesterFrom } from '../../../lib/cleanup/requester.ts';
import { whoSetAnnotation } from '../../../lib/cleanup/skipped-by.ts';
import type { KubeObject } from '../../../lib/kube/client.ts';

const DELETED = Date.parse('2026-01-01T00:10:00Z');
const event = (reason: string, lastTimestamp: string, component = 'node-controller'): KubeObject => ({
  metadata: { name: 'e', uid: 'e', resourceVersion: '1' },
  reason,
  lastTimestamp,
  source: { component },
});

describe('who asked for the deletion', () => {
  it('is who announced it last, shortly before', () => {
    const events = [
      event('ScaleDown', '2026-01-01T00:08:00Z', 'cluster-autoscaler'),
      event('DeletingNode', '2026-01-01T00:09:59Z', 'cloud-node-lifecycle-controller'),
      event('NodeNotReady', '2026-01-01T00:09:59Z'),
    ];
    expect(requesterFrom(events, DELETED)).toBe('cloud-node-lifecycle-controller (Event DeletingNode)');
  });

  it('is unknown when nobody announced it, or long ago', () => {
    expect(requesterFrom([], DELETED)).toBeUndefined();
    expect(requesterFrom([event('DeletingNode', '2025-12-31T00:00:00Z')], DELETED)).toBeUndefined();
  });
});

describe('who set the skip annotation', () => {
  const SKIP = 'infra.894.io/skip-cleanup';

  it('is the field manager that owns it', () => {
    const node = {
      metadata: {
        managedFields: [
          { manager: 'kubelet', fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:other': {} } } } },
          {
            manager: 'kubectl-annotate',
            time: '2026-01-01T00:00:00Z',
            fieldsV1: { 'f:metadata': { 'f:annotations': { [`f:${SKIP}`]: {} } } },
          },
        ],
      },
    };
    expect(whoSetAnnotation(node, SKIP)).toBe('kubectl-annotate at 2026-01-01T00:00:00Z');
  });

  it('is unknown when the server does not tell', () => {
    expect(whoSetAnnotation(undefined, SKIP)).toBeUndefined();
    expect(whoSetAnnotation({ metadata: {} }, SKIP)).toBeUndefined();
  });
});
