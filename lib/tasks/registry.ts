import type { TaskKind } from '../config/task-kind.ts';
import type { KubeClient } from '../kube/client.ts';
import type { Discovery } from '../kube/discovery.ts';
import type { SharedWatches } from '../kube/shared-watch/shared-watches.ts';
import type { NodeKeys } from '../node/keys.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { CORDON, createCordon } from './cordon.ts';
import { createDrain } from './drain/drain.ts';
import { DRAIN } from './drain/options.ts';
import { createHttp } from './http/http.ts';
import { HTTP } from './http/options.ts';
import { createJob } from './job/job.ts';
import { JOB } from './job/options.ts';
import { createLocalVolumes } from './local-volumes/local-volumes.ts';
import { LOCAL_VOLUMES } from './local-volumes/options.ts';
import { createLonghornEvacuate } from './longhorn/evacuate.ts';
import { createLonghornForget } from './longhorn/forget.ts';
import { LONGHORN_EVACUATE, LONGHORN_FORGET } from './longhorn/options.ts';
import type { NodeTask } from './node-task.ts';
import { createNotify } from './notify/notify.ts';
import { NOTIFY } from './notify/options.ts';
import { PORTWORX } from './portworx/options.ts';
import { createPortworx } from './portworx/portworx.ts';
import { VOLUMES_DETACH } from './volumes-detach/options.ts';
import { createVolumesDetach } from './volumes-detach/volumes-detach.ts';
import { VOLUMES_VERIFY } from './volumes-verify/options.ts';
import { createVolumesVerify } from './volumes-verify/volumes-verify.ts';

/** Every kind of task, for the configuration, the documentation and the chart's RBAC; those of the default plan in its order. */
export const TASK_KINDS: readonly TaskKind[] = [
  CORDON,
  LOCAL_VOLUMES,
  LONGHORN_EVACUATE,
  DRAIN,
  PORTWORX,
  VOLUMES_DETACH,
  LONGHORN_FORGET,
  VOLUMES_VERIFY,
  HTTP,
  JOB,
  NOTIFY,
];

export interface TaskDependencies {
  readonly client: KubeClient;
  readonly discovery: Discovery;
  readonly watches: SharedWatches;
  readonly keys: NodeKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The pod that we run in, if we do: it is evicted after all others. */
  readonly self?: { readonly namespace: string; readonly name: string } | undefined;
}

/** Every kind by the name that `task:` gives in the configuration. */
export function createTasks(dependencies: TaskDependencies): ReadonlyMap<string, NodeTask> {
  return new Map<string, NodeTask>([
    [CORDON.name, createCordon(dependencies)],
    [DRAIN.name, createDrain(dependencies)],
    [HTTP.name, createHttp(dependencies)],
    [JOB.name, createJob(dependencies)],
    [LOCAL_VOLUMES.name, createLocalVolumes(dependencies)],
    [LONGHORN_EVACUATE.name, createLonghornEvacuate(dependencies)],
    [LONGHORN_FORGET.name, createLonghornForget(dependencies)],
    [NOTIFY.name, createNotify(dependencies)],
    [PORTWORX.name, createPortworx(dependencies)],
    [VOLUMES_DETACH.name, createVolumesDetach(dependencies)],
    [VOLUMES_VERIFY.name, createVolumesVerify(dependencies)],
  ]);
}
