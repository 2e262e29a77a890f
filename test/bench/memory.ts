import { setTimeout as delay } from 'node:timers/promises';
import type { ControlPlane } from '../../hack/control-plane/control-plane.ts';
import { Supervisor } from '../../hack/control-plane/supervisor.ts';
import { NODES, pathOf } from '../../lib/kube/resource.ts';
import { startBenchCluster } from './cluster.ts';
import { fakeNode } from './fake-nodes.ts';
import type { Figure } from './figure.ts';
import { canMeasureMemory, type Memory, memoryOf } from './memory-status.ts';
import { inParallel } from './parallel.ts';
import { Launcher, productFlags, type Server } from './product.ts';
import { rounded } from './statistics.ts';

const NODE_COUNT = 15_000;
/** After it is ready: what was needed for the start alone may go. */
const QUIET_MS = 30_000;
const PAUSE_MS = 500;

/**
 * MiB of resident memory of the built product: with nothing to do, and with 15,000 Nodes of about 14 kB on a real API
 * server. Beside it a bare process with the same listeners, and the informer of @kubernetes/client-node. All run with
 * the flags that the product is shipped with.
 */
export async function run(): Promise<readonly Figure[]> {
  if (!canMeasureMemory()) {
    console.error('memory: this system has no /proc/PID/status to read the peak from; not measured');
    return [];
  }
  await using cluster = await startBenchCluster();
  await using supervisor = new Supervisor();
  const launcher = new Launcher(supervisor);
  const { kubeconfig } = cluster;
  const product = () => launcher.product({ kubeconfig });
  const empty = () => launcher.node(['-e', 'console.log("ready"); setInterval(() => {}, 1e6)']);

  const node = await settled(empty(), (server) => server.says('ready'));
  const bare = await settled(launcher.bareListeners(), (server) => server.ready(PAUSE_MS));
  const idle = await settled(product(), (server) => server.ready(PAUSE_MS));
  console.error(`memory: creating ${NODE_COUNT} Nodes, which takes a minute or two`);
  const bytes = await createNodes(cluster);
  const full = await settled(product(), (server) => server.ready(PAUSE_MS));
  const peer = await settled(launcher.node(['test/bench/memory-peer.mjs', kubeconfig, `${NODE_COUNT}`]), (server) =>
    server.says('ready'),
  );
  const nodes = `${NODE_COUNT} Nodes of ${(bytes / 1_000).toFixed(1)} kB`;
  return [
    figure(`MiB idle, beside bare listeners (${productFlags().join(' ')})`, idle.now, bare.now, 'value <= 64'),
    figure('MiB idle, beside an empty node process', idle.now, node.now, 'information'),
    figure('of it not the pages of files, beside bare listeners', idle.own, bare.own, 'information'),
    figure(`peak MiB with ${nodes}, beside bare listeners`, full.peak, bare.peak, 'value <= 128'),
    figure('the same, beside the informer of @kubernetes/client-node', full.peak, peer.peak, 'ratio < 1'),
    figure('MiB that stay with them, beside the same informer', full.now, peer.now, 'ratio < 1'),
  ];
}

function figure(name: string, value: number, limit: number, goal: string): Figure {
  return {
    bench: 'memory',
    figure: name,
    value: rounded(value),
    limit: rounded(limit),
    ratio: rounded(value / limit),
    goal,
  };
}

async function settled(server: Server, ready: (server: Server) => Promise<unknown>): Promise<Memory> {
  await using running = server;
  await ready(running);
  await delay(QUIET_MS);
  return memoryOf(running.pid);
}

/** Gives the size of one in bytes, as the API server sends it. */
async function createNodes({ api }: ControlPlane): Promise<number> {
  const numbers = Array.from({ length: NODE_COUNT }, (_, number) => number);
  await inParallel(numbers, 16, (number) => api.create(pathOf(NODES), newNode(number)));
  const { text } = await api.request('GET', `${pathOf(NODES)}?limit=1`);
  return Buffer.byteLength(text);
}

/** What the server gives, a client may not; and it writes managedFields of its own. */
function newNode(number: number): object {
  const { metadata, ...rest }: { metadata?: object } = fakeNode(number, 0);
  return {
    ...rest,
    metadata: {
      ...metadata,
      managedFields: undefined,
      uid: undefined,
      resourceVersion: undefined,
      creationTimestamp: undefined,
    },
  };
}
