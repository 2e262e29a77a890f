import type { KubeClient } from '../../../lib/kube/client.ts';
import type { Outcome } from '../../../lib/operation/task.ts';
import { createLonghornEvacuate } from '../../../lib/tasks/longhorn/evacuate.ts';
import { createLonghornForget } from '../../../lib/tasks/longhorn/forget.ts';
import { type Clock, systemClock } from '../../../lib/time/clock.ts';
import type { LonghornOptions, NodeOptions } from '../../simulators/longhorn/options.ts';
import { LonghornSimulator } from '../../simulators/longhorn/simulator.ts';
import { createNode, createReadyNode, patchNode, setReady } from '../../support/nodes.ts';
import type { TestCluster } from '../../support/test-cluster.ts';
import { dependenciesOf, isWaitingFor, Operation, subjectOf } from './harness.ts';

export const MINUTE = 60_000;

/** A wall clock that a test puts forward; waiting takes as long as it takes. */
export class Ahead implements Clock {
  #ms = 0;
  readonly monotonic = systemClock.monotonic;
  readonly sleep = systemClock.sleep;
  readonly after = systemClock.after;

  now(): number {
    return Date.now() + this.#ms;
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}

export interface WorldOptions extends LonghornOptions {
  /** How many Nodes there are, the one that goes included. */
  readonly nodes?: number;
  /** Of the Node that goes. */
  readonly node?: NodeOptions;
  readonly cordoned?: boolean;
  /** Whether a kubelet speaks for the Node that goes; without one the test does. */
  readonly kubelet?: boolean;
}

export interface World extends AsyncDisposable {
  readonly longhorn: LonghornSimulator;
  /** The Node that goes. */
  readonly node: string;
  readonly others: readonly string[];
}

let worlds = 0;

/** A Longhorn on Nodes of its own; the first is cordoned. */
export async function createWorld(cluster: TestCluster, options: WorldOptions = {}): Promise<World> {
  const { nodes = 3, node: ours, cordoned = true, kubelet = true, ...rest } = options;
  worlds += 1;
  const name = (index: number) => `lh${worlds}-${index}`;
  const made = await Promise.all(
    Array.from({ length: nodes }, (_, index) =>
      index > 0 || kubelet ? createReadyNode(cluster, name(index)) : createNode(cluster, name(index)),
    ),
  );
  const [node = '', ...others] = made.map(({ metadata }) => metadata.name);
  if (!kubelet) await setReady(cluster, node, 'True');
  // A webhook that nobody serves any more would refuse what the next test does.
  await using resources = new AsyncDisposableStack();
  const longhorn = resources.use(await LonghornSimulator.start(cluster, rest));
  for (const other of [...others, node]) await longhorn.addNode(other, other === node ? ours : {});
  if (cordoned) await patchNode(cluster, node, { spec: { unschedulable: true } });
  const kept = resources.move();
  return { longhorn, node, others, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

export interface TaskOptions {
  readonly clock?: Clock;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly deadAfterMs?: number;
}

export async function evacuating(
  cluster: TestCluster,
  client: KubeClient,
  node: string,
  { clock, options = {}, deadAfterMs = 300_000 }: TaskOptions = {},
): Promise<Operation> {
  const deps = dependenciesOf(client, clock);
  cluster.atEnd(async () => deps.watches[Symbol.dispose]());
  const subject = { ...(await subjectOf(client, node)), deadAfterMs };
  const task = createLonghornEvacuate(deps);
  return new Operation({ client, task, name: 'longhorn-evacuate', subject, options });
}

/** What Longhorn stays busy with until it is resumed: a replica on the Node that goes, of a volume that is in use elsewhere. */
export async function addStuckReplica({ longhorn, node, others: [other = ''] }: World): Promise<void> {
  await longhorn.addVolume('v', { replicasOn: [node, other], attachedTo: other });
  longhorn.stall();
}

export interface Evacuation extends World {
  readonly operation: Operation;
  readonly clock: Ahead;
}

export interface EvacuationOptions extends WorldOptions {
  /** What is there before the evacuation begins. */
  readonly given?: (world: World) => Promise<unknown>;
}

/** An evacuation that is about to run for the first time, in a world of its own. */
export async function beginEvacuation(
  cluster: TestCluster,
  client: KubeClient,
  { given, ...options }: EvacuationOptions = {},
): Promise<Evacuation> {
  await using resources = new AsyncDisposableStack();
  const world = resources.use(await createWorld(cluster, options));
  await given?.(world);
  const clock = new Ahead();
  const operation = resources.use(await evacuating(cluster, client, world.node, { clock }));
  const kept = resources.move();
  return { ...world, operation, clock, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** One that waits for a replica, which stays until Longhorn is resumed. */
export async function beginStuckEvacuation(
  cluster: TestCluster,
  client: KubeClient,
  options: WorldOptions = {},
): Promise<Evacuation> {
  const evacuation = await beginEvacuation(cluster, client, { ...options, given: addStuckReplica });
  await evacuation.operation.until('replicas to be counted', isWaitingFor('Evacuating'));
  return evacuation;
}

export async function forgetting(
  cluster: TestCluster,
  client: KubeClient,
  node: string,
  { clock }: TaskOptions = {},
): Promise<Operation> {
  const deps = dependenciesOf(client, clock);
  cluster.atEnd(async () => deps.watches[Symbol.dispose]());
  const task = createLonghornForget(deps);
  const subject = await subjectOf(client, node);
  return new Operation({ client, task, name: 'longhorn-forget', subject, startedAt: clock?.now() ?? Date.now() });
}

/** Waits until the Node is empty, and puts the clock forward to the second look. */
export async function settled({ operation, clock }: Pick<Evacuation, 'operation' | 'clock'>): Promise<Outcome> {
  await operation.until('the Node to be empty', isWaitingFor('Settling'));
  clock.advance(30_000);
  return await operation.run();
}

export const isBlockedFor = (reason: string) => (outcome: Outcome) =>
  outcome.state === 'blocked' && outcome.reason === reason;

export const messageOf = (outcome: Outcome): string => outcome.message ?? '';
