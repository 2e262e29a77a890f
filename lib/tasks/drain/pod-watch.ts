import type { KubeClient } from '../../kube/client.ts';
import { stringAt } from '../../kube/json.ts';
import { Reflector } from '../../kube/reflector/reflector.ts';
import { PODS } from '../../kube/resource.ts';
import type { SharedWatches, View } from '../../kube/shared-watch/shared-watches.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import { type PodRecord, parsePod } from './pod-record.ts';

/** The pods of one Node, kept up to date until disposed. */
export interface PodWatch extends Disposable {
  /** Complete once synced; by uid, so that a pod that comes back under the same name is another one. */
  list(): readonly PodRecord[];
  hasSynced(): boolean;
  readonly synced: Promise<void>;
}

/**
 * `soon`: there may be something to do, since a pod has come or nobody is left who is on the way out. `progress`: there
 * is something to tell.
 */
export type Change = 'soon' | 'progress';

/** `changed` is called when something happened that a drain looks at. */
export type WatchPods = (nodeName: string, changed: (change: Change) => void) => PodWatch;

export interface PodWatchDependencies {
  readonly client: KubeClient;
  readonly watches: SharedWatches;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * The API server selects pods by their Node, so that a drain need not hear of any others. But a watch is a connection, of
 * 100 kB here and more over there: when more Nodes than these are drained at once, the others share one watch of all pods.
 */
const OWN_WATCHES = 50;

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

/** `ownWatches`: how many Nodes at once have a watch of their own. */
export function podWatcher(dependencies: PodWatchDependencies, ownWatches = OWN_WATCHES): WatchPods {
  let open = 0;
  return (nodeName, changed) => {
    if (open >= ownWatches) return sharedWatch(dependencies.watches, nodeName, changed);
    open += 1;
    const watch = ownWatch(dependencies, nodeName, changed);
    let isOpen = true;
    return {
      ...watch,
      [Symbol.dispose]: () => {
        if (isOpen) open -= 1;
        isOpen = false;
        watch[Symbol.dispose]();
      },
    };
  };
}

function ownWatch(dependencies: PodWatchDependencies, nodeName: string, changed: (change: Change) => void): PodWatch {
  const stop = new AbortController();
  const reflector = new Reflector<PodRecord>({
    ...dependencies,
    log: dependencies.log.child({ node: nodeName }),
    resource: PODS,
    fieldSelector: `spec.nodeName=${nodeName}`,
    parse: parsePod,
    handler: {
      added: () => changed('soon'),
      updated: (before, after) => {
        if (matters(before, after)) changed(urgency(reflector.store.list()));
      },
      deleted: () => changed(urgency(reflector.store.list())),
    },
  });
  void reflector.run(stop.signal);
  return {
    list: () => reflector.store.list(),
    hasSynced: () => reflector.hasSynced(),
    synced: reflector.synced,
    [Symbol.dispose]: () => stop.abort(),
  };
}

function sharedWatch(watches: SharedWatches, nodeName: string, changed: (change: Change) => void): PodWatch {
  const list = () => lookout.under(nodeName).map(({ pod }) => pod);
  const lookout = watches.open(ALL_PODS, [nodeName], () => changed(urgency(list())));
  return {
    list,
    hasSynced: () => lookout.hasSynced(),
    synced: lookout.synced,
    [Symbol.dispose]: () => lookout[Symbol.dispose](),
  };
}

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
