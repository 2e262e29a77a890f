import { stringAt } from '../../kube/json.ts';
import { PODS } from '../../kube/resource.ts';
import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { SelectableView, View } from '../../kube/shared-watch/view.ts';
import { type PodRecord, parsePod } from './pod-record.ts';

/** The pods of one Node, kept up to date until disposed. */
export interface PodWatch extends Disposable, Pick<Lookout<unknown>, 'ready'> {
  /** Complete once it is ready; by uid, so that a pod that comes back under the same name is another one. */
  list(): readonly PodRecord[];
}

/**
 * `soon`: there may be something to do, since nobody is left who is on the way out. `progress`: there is something to tell.
 */
export type Change = 'soon' | 'progress';

/** `changed` is called when something happened that a drain looks at. */
export type WatchPods = (nodeName: string, changed: (change: Change) => void) => PodWatch;

interface PlacedPod {
  readonly node: string;
  readonly pod: PodRecord;
}

const ALL_PODS: View<PlacedPod> = {
  resource: PODS,
  parse: (pod) => ({ node: stringAt(pod, 'spec', 'nodeName') ?? '', pod: parsePod(pod) }),
  keysOf: ({ node }) => (node === '' ? [] : [node]),
  matters: (before, now) => before.node !== now.node || matters(before.pod, now.pod),
};

const PLACED_PODS: SelectableView<PlacedPod> = {
  only: (nodeName) => ({ ...ALL_PODS, fieldSelector: `spec.nodeName=${nodeName}` }),
  all: ALL_PODS,
};

/** Little, since what is to be done at once is done soon; a session waits longer for what is only to be told. */
const COALESCE_MS = 50;

export const podWatcher =
  (watches: Pick<SharedWatches, 'openOnly'>, atOnce?: number): WatchPods =>
  (nodeName, changed) => {
    const list = () => lookout.under(nodeName).map(({ pod }) => pod);
    const options = { coalesceMs: COALESCE_MS, ...(atOnce === undefined ? {} : { atOnce }) };
    const lookout = watches.openOnly(PLACED_PODS, nodeName, () => changed(urgency(list())), options);
    return {
      list,
      ready: (signal) => lookout.ready(signal),
      [Symbol.dispose]: () => lookout[Symbol.dispose](),
    };
  };

/** A running pod's status changes all the time; only an end or the way there changes what is to be done. */
function matters(before: PodRecord, after: PodRecord): boolean {
  return (
    before.uid !== after.uid ||
    before.phase !== after.phase ||
    before.deletionTimestamp !== after.deletionTimestamp ||
    before.finalizers.length !== after.finalizers.length
  );
}

const urgency = (pods: readonly PodRecord[]): Change =>
  pods.some(({ deletionTimestamp }) => deletionTimestamp !== undefined) ? 'progress' : 'soon';
