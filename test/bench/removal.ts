import type { ControlPlane } from '../../hack/control-plane/control-plane.ts';
import { Supervisor } from '../../hack/control-plane/supervisor.ts';
import { NODE_CLEANUPS } from '../../lib/cleanup/node-cleanup.ts';
import { EVENTS, NODES, pathOf } from '../../lib/kube/resource.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { startBenchCluster } from './cluster.ts';
import type { Figure } from './figure.ts';
import { inParallel } from './parallel.ts';
import { Launcher, type Server } from './product.ts';
import { RemovalObserver } from './removal-observer.ts';
import { countWrites, KINDS_OF_WRITES, perNode, totalOf, type Writes } from './removal-writes.ts';
import { type Pair, paired, quantile, rounded } from './statistics.ts';
import { run as waiting } from './waiting.ts';

/** How many Nodes the product works on at the same time unless it is told otherwise; so does the loop. */
const CONCURRENCY = 10;
const NODES_AT_ONCE = 1_000;
const ROUNDS = 5;
/** Each round deletes so many, one after the other. */
const ONE_AT_A_TIME = 200;
const PATIENCE_MS = 180_000;

const CONFIG = { cleanup: { tasks: [], concurrency: CONCURRENCY, brake: { hold: { above: 0 } } } };

interface Round {
  /** From the first deletion until the last Node is gone and the last record finished. */
  readonly seconds: number;
  readonly writes: Writes;
  /** Of each deletion by itself: from the call until the Node is gone, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Removals as fast as they go, and removals that wait. */
export async function run(): Promise<readonly Figure[]> {
  return [...(await removing()), ...(await waiting())];
}

/**
 * Removals with an empty plan: the built product beside a loop that makes the same writes and nothing else. They take
 * turns on the same control plane, and each figure is the median of the rounds' ratios.
 */
async function removing(): Promise<readonly Figure[]> {
  await using cluster = await startBenchCluster();
  await using supervisor = new Supervisor();
  const launcher = new Launcher(supervisor);
  const { kubeconfig } = cluster;
  const product = async () => {
    const server = launcher.product({ kubeconfig, config: CONFIG });
    await server.ready();
    await server.leads();
    return server;
  };
  const loop = async (writes: Writes) => {
    const server = launcher.node(['test/bench/removal-loop.ts', kubeconfig, JSON.stringify(writes), `${CONCURRENCY}`]);
    await server.says('"ready"');
    return server;
  };
  const ours: Round[] = [];
  const limits: Round[] = [];
  let { writes } = await measure(cluster, await product(), 'warm-up');
  await measure(cluster, await loop(writes), 'warm-up-loop');
  for (let round = 0; round < ROUNDS; round++) {
    const limitFirst = round % 2 === 1;
    if (limitFirst) limits.push(await measure(cluster, await loop(writes), `loop-${round}`));
    const measured = await measure(cluster, await product(), `ours-${round}`);
    ours.push(measured);
    writes = measured.writes;
    if (!limitFirst) limits.push(await measure(cluster, await loop(writes), `loop-${round}`));
  }
  return figuresOf(ours, limits);
}

function figuresOf(ours: readonly Round[], limits: readonly Round[]): readonly Figure[] {
  const compare = (figure: string, of: (round: Round) => number, goal: string) => {
    const pairs = ours.map((round, index): Pair => {
      const limit = limits[index];
      return { value: of(round), limit: limit === undefined ? Number.NaN : of(limit) };
    });
    return paired('removal', figure, pairs, goal);
  };
  const kinds = KINDS_OF_WRITES.map((kind) => `${rounded(ours[0]?.writes[kind] ?? 0)} ${kind}`).join(', ');
  return [
    compare(`writes per Node (${kinds})`, ({ writes }) => totalOf(writes), 'value <= 6'),
    compare(`seconds for ${NODES_AT_ONCE} Nodes at once`, ({ seconds }) => seconds, 'ratio <= 1.5'),
    compare('p99 of one deletion at a time, milliseconds', ({ latencies }) => quantile(latencies, 0.99), 'ratio <= 2'),
    compare('p50 of one deletion at a time, milliseconds', ({ latencies }) => quantile(latencies, 0.5), 'information'),
  ];
}

/** One round of one contestant, which ends with it. */
async function measure(cluster: ControlPlane, contestant: Server, label: string): Promise<Round> {
  await using server = contestant;
  const { api } = cluster;
  using observer = new RemovalObserver(api);
  try {
    const names = Array.from({ length: NODES_AT_ONCE }, (_, index) => `${label}-${index}`);
    await inParallel(names, 16, (name) => createNode(cluster, name));
    const before = await countWrites(api);
    const finished = observer.all(names, PATIENCE_MS);
    const startedAt = performance.now();
    await Promise.all([finished, inParallel(names, 16, (name) => api.delete(pathOf(NODES, { name })))]);
    const seconds = (performance.now() - startedAt) / 1_000;
    const writes = perNode(before, await settledWrites(cluster), NODES_AT_ONCE);
    const latencies = await oneAtATime(cluster, observer, label);
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)].map((ms) => ms.toFixed(1));
    console.error(`removal: ${label}: ${seconds.toFixed(1)} s at once; one at a time p50 ${p50} ms, p99 ${p99} ms`);
    return { seconds, writes, latencies };
  } catch (error) {
    throw new Error(`${label}: ${error instanceof Error ? error.message : error}\n${server.lastWords()}`, {
      cause: error,
    });
  } finally {
    // The next one starts with as little in the store as this one did.
    await api.delete(pathOf(NODE_CLEANUPS));
    await api.delete(pathOf(EVENTS, { namespace: 'default' }));
  }
}

async function oneAtATime(cluster: ControlPlane, observer: RemovalObserver, label: string): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let number = 0; number < ONE_AT_A_TIME; number++) {
    const name = `${label}-single-${number}`;
    await createNode(cluster, name);
    const gone = observer.node(name);
    const finished = observer.all([name], PATIENCE_MS);
    const startedAt = performance.now();
    await cluster.api.delete(pathOf(NODES, { name }));
    await gone;
    latencies.push(performance.now() - startedAt);
    await finished;
  }
  return latencies;
}

/** As the webhook would have let it in. */
async function createNode({ api }: ControlPlane, name: string): Promise<void> {
  const metadata = { name, finalizers: [nodeKeys().finalizer] };
  await api.create(pathOf(NODES), { apiVersion: 'v1', kind: 'Node', metadata });
}

/** Events may come after all else. */
async function settledWrites({ api }: ControlPlane): Promise<Writes> {
  let writes = await countWrites(api);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const later = await countWrites(api);
    if (totalOf(later) === totalOf(writes)) return later;
    writes = later;
  }
}
