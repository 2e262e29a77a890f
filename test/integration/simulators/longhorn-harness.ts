import { beforeAll } from 'vitest';
import { type Clock, systemClock } from '../../../lib/time/clock.ts';
import { LONGHORN_DEFINITIONS_WITH_SHARDS } from '../../simulators/definitions/longhorn.ts';
import { conditionOf } from '../../simulators/longhorn/conditions.ts';
import type { Condition } from '../../simulators/longhorn/objects.ts';
import type { LonghornOptions } from '../../simulators/longhorn/options.ts';
import { LonghornSimulator } from '../../simulators/longhorn/simulator.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { createNode, createReadyNode } from '../../support/nodes.ts';
import type { TestCluster } from '../../support/test-cluster.ts';

export const GIB = 2 ** 30;
export const EVICT = { spec: { allowScheduling: false, evictionRequested: true } };
export const STAY = { spec: { allowScheduling: true, evictionRequested: false } };

/** Time as the test says: what Longhorn waits for has passed. */
export class ShiftedClock implements Clock {
  #ahead = 0;
  readonly monotonic = systemClock.monotonic;
  readonly sleep = systemClock.sleep;
  readonly after = systemClock.after;

  now(): number {
    return Date.now() + this.#ahead;
  }

  pass(ms: number): void {
    this.#ahead += ms;
  }
}

/** Four Nodes that live, and as many more as a test wants to lose. */
export class Machines {
  readonly #cluster: TestCluster;
  #count = 0;
  a = '';
  b = '';
  c = '';
  d = '';

  constructor(cluster: TestCluster) {
    this.#cluster = cluster;
    beforeAll(async () => {
      await installDefinitions(cluster, LONGHORN_DEFINITIONS_WITH_SHARDS);
      const ready = async (suffix: string) => (await createReadyNode(cluster, suffix)).metadata.name;
      [this.a, this.b, this.c, this.d] = await Promise.all([ready('a'), ready('b'), ready('c'), ready('d')]);
    });
  }

  /** A Node for which nobody speaks but the test. */
  async victim(): Promise<string> {
    return (await createNode(this.#cluster, `victim-${this.#count++}`)).metadata.name;
  }
}

/** Nothing happens in it by itself. */
export async function startLonghorn(
  cluster: TestCluster,
  nodes: readonly string[],
  options: LonghornOptions = {},
): Promise<LonghornSimulator> {
  const longhorn = await LonghornSimulator.start(cluster, { automatic: false, ...options });
  for (const node of nodes) await longhorn.addNode(node);
  return longhorn;
}

export const patchLonghornNode = (cluster: TestCluster, longhorn: LonghornSimulator, node: string, patch: object) =>
  cluster.api.patch(longhorn.path('nodes', node), patch);

export async function condition(
  longhorn: LonghornSimulator,
  node: string,
  type = 'Ready',
): Promise<Pick<Condition, 'status' | 'reason'>> {
  const { status = 'Unknown', reason = '' } = conditionOf((await longhorn.node(node))?.status, type) ?? {};
  return { status, reason };
}

/** The Nodes that have a healthy copy of the volume. */
export async function copies(longhorn: LonghornSimulator, volume: string): Promise<string[]> {
  const replicas = await longhorn.replicas({ volume });
  return replicas
    .filter(({ spec, metadata }) => spec.healthyAt && !spec.failedAt && !metadata.deletionTimestamp)
    .map(({ spec }) => spec.nodeID ?? '')
    .toSorted();
}

/** Where the volume has replicas of any kind. */
export async function places(longhorn: LonghornSimulator, volume: string): Promise<string[]> {
  return (await longhorn.replicas({ volume })).map(({ spec }) => spec.nodeID ?? '').toSorted();
}

export async function ticks(longhorn: LonghornSimulator, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await longhorn.tick();
}
