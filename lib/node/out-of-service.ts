import type { KubeObject } from '../kube/client.ts';
import { at, listAt, stringAt } from '../kube/json.ts';
import type { Patch } from '../kube/patch.ts';
import type { NodeKeys } from './keys.ts';
import type { NodeRecord } from './record.ts';

/**
 * Tells the pod garbage collector to forget the Node's terminating pods, and the attach-detach controller to detach its
 * volumes at once. On a machine that runs, two would write to one volume.
 * https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/#non-graceful-node-shutdown
 */
const TAINT = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' } as const;

export const OUT_OF_SERVICE_TAINT = `${TAINT.key}=${TAINT.value}:${TAINT.effect}`;

/** Whose the out-of-service taint is; the controllers look at its key alone. */
export type OutOfService = 'no' | 'ours' | 'foreign';

export function outOfServiceOf({ taints, annotations }: NodeRecord, keys: NodeKeys): OutOfService {
  if (taints.some(isOurs) && annotations[keys.outOfServiceBy] !== undefined) return 'ours';
  return taints.some(({ key }) => key === TAINT.key) ? 'foreign' : 'no';
}

/**
 * Puts the taint and, in the same write, who did it. The API server itself makes sure that nothing has changed that it
 * stands on: the Node's uid, that and since when it is not Ready (a machine that has booted in between says so in the same
 * condition), and the proof, where that is an annotation. 422 means that something has.
 */
export function putOutOfService(node: KubeObject, keys: NodeKeys, by: string, proof: string | undefined): Patch {
  const annotations = at(node, 'metadata', 'annotations');
  return {
    kind: 'json',
    body: [
      sameUid(node),
      ...sameReadiness(node),
      ...(proof === undefined ? [] : [test(annotation(keys.confirmedOff), proof)]),
      test('/spec/taints', at(node, 'spec', 'taints') ?? null),
      { op: 'add', path: '/spec/taints', value: [...listAt(node, 'spec', 'taints'), TAINT] },
      ...(annotations === undefined
        ? [test('/metadata/annotations', null), { op: 'add', path: '/metadata/annotations', value: {} }]
        : []),
      { op: 'add', path: annotation(keys.outOfServiceBy), value: by },
    ],
  };
}

/** Takes off the taint that we put, and our mark; undefined when there is no mark that says so. */
export function putBackInService(node: KubeObject, keys: NodeKeys): Patch | undefined {
  const by = stringAt(node, 'metadata', 'annotations', keys.outOfServiceBy);
  if (by === undefined) return undefined;
  const taints = listAt(node, 'spec', 'taints');
  const others = taints.filter((taint) => !isOurs(taint));
  const mark = annotation(keys.outOfServiceBy);
  return {
    kind: 'json',
    body: [
      sameUid(node),
      ...(others.length === taints.length
        ? []
        : [test('/spec/taints', at(node, 'spec', 'taints')), { op: 'replace', path: '/spec/taints', value: others }]),
      test(mark, by),
      { op: 'remove', path: mark },
    ],
  };
}

const isOurs = (taint: unknown): boolean =>
  at(taint, 'key') === TAINT.key && at(taint, 'value') === TAINT.value && at(taint, 'effect') === TAINT.effect;

const sameUid = (node: KubeObject) => test('/metadata/uid', node.metadata.uid);

function sameReadiness(node: KubeObject): readonly object[] {
  const conditions = listAt(node, 'status', 'conditions');
  const index = conditions.findIndex((condition) => at(condition, 'type') === 'Ready');
  return ['type', 'status', 'lastTransitionTime'].map((field) =>
    test(`/status/conditions/${index}/${field}`, at(conditions[index], field) ?? null),
  );
}

const test = (path: string, value: unknown) => ({ op: 'test', path, value });

const annotation = (key: string): string => `/metadata/annotations/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
