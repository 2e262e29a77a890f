import type { NodeKeys } from '../../../lib/node/keys.ts';
import type { Owner, Shape } from './case.ts';

export const FOREIGN = 'example.com/foreign';

/** An owner that is not there. */
export const NOBODY: Owner = { apiVersion: 'v1', kind: 'Node', name: 'nobody', uid: 'nobody' };

/** A Node that is guarded. */
export const plain = (keys: NodeKeys): Shape => ({
  annotations: { 'example.com/note': 'theirs' },
  labels: { 'example.com/pool': 'blue' },
  finalizers: [keys.finalizer, FOREIGN],
});

/** A Node of which much was said already. */
export const marked = (keys: NodeKeys): Shape => ({
  annotations: {
    [keys.skipCleanup]: 'true',
    [keys.skipTasks]: 'drain',
    [keys.skipReason]: 'it burns',
    [keys.confirmedOff]: '2026-01-01T00:00:00Z bob',
  },
  labels: { [keys.optOut]: 'false' },
  finalizers: [keys.finalizer],
  taints: [{ key: keys.terminatingTaint, effect: 'NoSchedule' }],
});

export const annotated = (shape: Shape, annotations: Readonly<Record<string, string>>): Shape => ({
  ...shape,
  annotations: { ...shape.annotations, ...annotations },
});

export function without(shape: Shape, ...gone: readonly string[]): Shape {
  const kept = Object.entries(shape.annotations ?? {}).filter(([key]) => !gone.includes(key));
  return { ...shape, annotations: Object.fromEntries(kept) };
}
