import type { KubeClient } from '../../kube/client.ts';
import type { Discovery } from '../../kube/discovery.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { NodeKeys } from '../../node/keys.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';

export interface ForgetDependencies {
  readonly client: KubeClient;
  readonly discovery: Discovery;
  readonly watches: SharedWatches;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface EvacuateDependencies extends ForgetDependencies {
  readonly keys: NodeKeys;
}
