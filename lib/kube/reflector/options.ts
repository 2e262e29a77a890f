import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { BackoffPolicy, Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import type { KubeClient, KubeObject } from '../client.ts';
import type { Resource } from '../resource.ts';
import type { Handler } from './mirror.ts';

export interface ReflectorOptions<T> {
  readonly client: KubeClient;
  readonly resource: Resource;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** What to keep of an object; only that stays in memory. */
  readonly parse: (object: KubeObject) => T;
  readonly handler: Handler<T>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Called when there is another `trouble` than before, or none any more. */
  readonly troubled?: () => void;
  readonly tunables?: Partial<ReflectorTunables>;
}

export interface ReflectorTunables {
  /** As client-go: 5 to 10 minutes, at random, so that watches do not all end together. */
  readonly minTimeoutSeconds: number;
  readonly graceMs: number;
  /**
   * The server sends a bookmark about once a minute on a busy resource and can be silent for longer on one that nobody
   * writes to, where giving up costs one request.
   */
  readonly stallMs: number;
  readonly backoff: BackoffPolicy;
  readonly pageSize: number;
}

export const DEFAULT_TUNABLES: ReflectorTunables = {
  minTimeoutSeconds: 300,
  graceMs: 5_000,
  stallMs: 150_000,
  backoff: { baseMs: 800, capMs: 30_000 },
  pageSize: 100,
};
