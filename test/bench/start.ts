import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Supervisor } from '../../hack/control-plane/supervisor.ts';
import { startBenchCluster } from './cluster.ts';
import type { Figure } from './figure.ts';
import { Launcher, type Server } from './product.ts';
import { median, paired, rounded } from './statistics.ts';

const ROUNDS = 15;

/**
 * Seconds from the start of the built product until /readyz says 200 on a running control plane: configuration read, certificate
 * loaded, listeners open, Nodes and NodeCleanups read. Beside it, in turn, a bare process that only opens the listeners.
 */
export async function run(): Promise<readonly Figure[]> {
  await using cluster = await startBenchCluster();
  await using supervisor = new Supervisor();
  const launcher = new Launcher(supervisor);
  const product = () => launcher.product({ kubeconfig: cluster.kubeconfig });
  const bare = () => launcher.bareListeners();
  // The first reads the files into the page cache.
  await secondsToReady(product());
  await secondsToReady(bare());
  const pairs: { value: number; limit: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    pairs.push({ value: await secondsToReady(product()), limit: await secondsToReady(bare()) });
  }
  const empty: number[] = [];
  for (let round = 0; round < ROUNDS; round++) empty.push(await secondsOfEmptyNode());
  const worst = Math.max(...pairs.map(({ value }) => value));
  return [
    paired('start', 'seconds to ready, beside two bare listeners', pairs, 'value <= 0.3'),
    {
      bench: 'start',
      figure: 'slowest start in seconds, beside an empty node process',
      value: rounded(worst),
      limit: rounded(median(empty)),
      ratio: rounded(worst / median(empty)),
      goal: 'information',
    },
  ];
}

async function secondsToReady(server: Server): Promise<number> {
  await using started = server;
  return (await started.ready()) / 1_000;
}

/** `node -e 0`: what nobody who starts Node gets around. */
async function secondsOfEmptyNode(): Promise<number> {
  const startedAt = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return (performance.now() - startedAt) / 1_000;
}
