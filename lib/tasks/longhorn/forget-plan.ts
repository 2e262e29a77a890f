import { count, listFew } from '../../operation/text.ts';
import type { LonghornNode } from './node-record.ts';
import { healthyElsewhere } from './picture.ts';
import type { Sources } from './sources.ts';
import { volumeKey } from './views.ts';
import type { Replica } from './volume-records.ts';

/** What is left of a Node in Longhorn once the Node itself is gone. */
export interface ForgetView {
  readonly node: LonghornNode | undefined;
  /** Of Longhorn's Node when the task first saw it. */
  readonly uid: string | undefined;
  /** Names of the volumes whose replicas are left, and whether each has a healthy copy elsewhere. */
  readonly replicas: ReadonlyMap<string, boolean>;
  readonly replicaCount: number;
  readonly engines: readonly string[];
  /** The task's first run; times are milliseconds since the epoch. */
  readonly startedAt: number;
  readonly now: number;
}

export type ForgetStep =
  | { readonly is: 'gone' }
  /** Longhorn has made another one under the name, which is none of our business. */
  | { readonly is: 'replaced' }
  | { readonly is: 'wait'; readonly reason: string; readonly text: string; readonly ms?: number }
  | { readonly is: 'stuck'; readonly reason: string; readonly text: string; readonly remedy: string }
  /** Longhorn lets its Node go only when nothing more may be placed there. */
  | { readonly is: 'close' }
  | { readonly is: 'delete' };

/** Longhorn deletes its Node by itself when it notices, within seconds, unless something is in the way. */
export const ITS_OWN_TIME_MS = 120_000;
/** Any manager takes the finalizer off at once. */
export const FINALIZER_MS = 600_000;

/** Longhorn's reasons for Ready=False under which it lets its Node go (1.10 and later check the same). */
const GONE = new Set(['KubernetesNodeGone', 'ManagerPodMissing']);

/**
 * The checks are those of Longhorn's own webhook since 1.10, made here as well: up to 1.9 it accepts any deletion, also
 * one that takes replicas along.
 */
export function planForget(view: ForgetView): ForgetStep {
  const { node, uid, now, startedAt } = view;
  if (node === undefined) return { is: 'gone' };
  if (uid !== undefined && node.uid !== uid) return { is: 'replaced' };
  if (node.deletedAt !== undefined) return terminating(node, node.deletedAt, now);
  const left = startedAt + ITS_OWN_TIME_MS - now;
  if (left > 0) {
    return { is: 'wait', reason: 'LeftToLonghorn', text: 'Longhorn removes its Node by itself, usually', ms: left };
  }
  if (node.allowScheduling) return { is: 'close' };
  if (node.ready.status === 'True' || !GONE.has(node.ready.reason)) {
    const reason = node.ready.reason === '' ? '' : ` (${node.ready.reason})`;
    const text = `Longhorn has not noticed that the Node is gone: Ready is ${node.ready.status}${reason}`;
    return { is: 'wait', reason: 'LonghornNotAware', text };
  }
  return leftOn(view) ?? { is: 'delete' };
}

function terminating({ finalizers }: LonghornNode, deletedAt: string, now: number): ForgetStep {
  const held = finalizers.length === 0 ? '' : `, held by ${listFew(finalizers)}`;
  const text = `terminating since ${deletedAt}${held}`;
  const left = Date.parse(deletedAt) + FINALIZER_MS - now;
  if (!(left <= 0)) return { is: 'wait', reason: 'LonghornNodeTerminating', text, ms: left };
  const remedy = "see that Longhorn's managers run: any of them takes the finalizer off";
  return { is: 'stuck', reason: 'FinalizerStuck', text, remedy };
}

function leftOn({ replicas, replicaCount, engines }: ForgetView): ForgetStep | undefined {
  const lost = [...replicas].filter(([, isSafe]) => !isSafe).map(([volume]) => volume);
  if (lost.length > 0) {
    const text = `${count(lost.length, 'volume')} with replicas on it and no healthy copy elsewhere: ${listFew(lost)}`;
    const remedy = 'restore or delete the volumes, or delete these replicas, in Longhorn';
    return { is: 'stuck', reason: 'LastCopyLeft', text, remedy };
  }
  if (replicas.size > 0) {
    const text = `${count(replicaCount, 'replica')} of volumes with healthy copies elsewhere left on it: ${listFew([...replicas.keys()])}. Longhorn deletes them some time after the volumes are whole again (stale-replica-timeout), or a person may`;
    return { is: 'wait', reason: 'ReplicasLeft', text };
  }
  if (engines.length === 0) return undefined;
  const text = `${count(engines.length, 'engine')} left on it: ${listFew(engines)}`;
  return { is: 'wait', reason: 'EnginesLeft', text };
}

/** What decides: by the label, which Longhorn's webhook counts, and by the field, which is the truth. */
export function leftIn(
  { nodes, replicas, engines }: Pick<Sources, 'nodes' | 'replicas' | 'engines'>,
  nodeName: string,
): Pick<ForgetView, 'node' | 'replicas' | 'replicaCount' | 'engines'> {
  const here = replicas.under(nodeName);
  const isElsewhere = ({ nodeID, labelledNode }: Replica) => nodeID !== nodeName && labelledNode !== nodeName;
  const isSafe = (volume: string) => {
    const elsewhere = replicas.under(volumeKey(volume)).filter(isElsewhere);
    return healthyElsewhere({ elsewhere }, nodes).length > 0;
  };
  return {
    node: nodes.under(nodeName)[0],
    replicas: new Map([...new Set(here.map(({ volumeName }) => volumeName))].map((name) => [name, isSafe(name)])),
    replicaCount: here.length,
    engines: engines.under(nodeName).map(({ name }) => name),
  };
}
