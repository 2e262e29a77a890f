import type { OperatorView, Unseen } from '../lib/cleanup/explain/document.ts';
import { isHeld, operatorView } from '../lib/cleanup/explain/operator.ts';
import { readLeases } from '../lib/cleanup/explain/read.ts';
import { checkAllowed } from '../lib/cleanup/refusal.ts';
import {
  type GuardedNode,
  listGuarded,
  type ReleaseResult,
  releaseAll as releaseEach,
  unfinishedTasks,
} from '../lib/cleanup/release-all.ts';
import { checkOperator, stopOperator } from '../lib/cleanup/stop-operator.ts';
import type { KubeClient } from '../lib/kube/client.ts';
import { ApiError, isNotFound } from '../lib/kube/errors.ts';
import { systemClock } from '../lib/time/clock.ts';
import {
  CLUSTER_OPTIONS,
  commandsOf,
  keysOf,
  LEASE_OPTION,
  leaseNameOf,
  OUTPUT_OPTION,
  openCluster,
  PREFIX_OPTION,
} from './cluster.ts';
import { command } from './command.ts';
import type { CommandSpec } from './command-line.ts';
import type { Io } from './io.ts';
import { namespacedName } from './namespaced-name.ts';
import {
  describeNode,
  foreseen,
  guardedAgain,
  type ReleaseReport,
  releasedNode,
  renderReport,
} from './release-report.ts';
import { INTERRUPTED } from './report-failure.ts';

const SPEC: CommandSpec = {
  name: 'release-all',
  summary: 'Takes our finalizer off every Node, before an uninstall or when the operator is gone for good.',
  description: `
Takes our finalizer off every Node and touches nothing else, so that no Node is stranded by an
uninstall. Nodes that are being deleted go at once, whatever their removal has not done yet; see it
first with --dry-run. It does not need a living operator. With one that is alive the finalizer comes
back: let --stop-operator remove it first, or scale it to 0 and delete its
MutatingWebhookConfiguration yourself. Where the guard names who may let Nodes go, run it as one of
those: --stop-operator and --dry-run find that out before anything is changed. It may be interrupted
and repeated at any time.`,
  arguments: [],
  options: [
    { name: 'dry-run', description: 'Change nothing, and list what would become of each Node' },
    {
      name: 'stop-operator',
      value: 'NAMESPACE/NAME',
      description: 'First delete this Deployment and the registration of its webhook, and wait until they are gone',
    },
    OUTPUT_OPTION,
    ...CLUSTER_OPTIONS,
    PREFIX_OPTION,
    LEASE_OPTION,
  ],
  exits: {
    0: 'No Node has our finalizer any more, or nothing was to be changed',
    1: 'Something unexpected',
    2: 'The command line or the kubeconfig is wrong',
    4: 'The cluster does not answer or does not allow it, or some Nodes still or again have our finalizer',
    130: 'Interrupted; run it again to go on',
  },
  examples: [
    'node-cleanup-webhook release-all --dry-run',
    'node-cleanup-webhook release-all --stop-operator node-cleanup/node-cleanup-webhook',
  ],
};

export const releaseAll = command(SPEC, async (line, io) => {
  const { finalizer } = keysOf(line);
  const leaseName = leaseNameOf(line);
  const stop = line.value('stop-operator');
  const installation = stop === undefined ? undefined : namespacedName(stop, '--stop-operator');
  await using cluster = await openCluster(line, io);
  const { client } = cluster;
  const dryRun = line.isSet('dry-run');
  const lookForOperator = async () => {
    const leases = await readLeases(client, leaseName, cluster.namespace, io.signal);
    return operatorView({ leases, leaseName, now: systemClock.now() });
  };
  // Without the operator, Nodes that we may not release would be stranded.
  if (dryRun || installation !== undefined) {
    const [first] = await listGuarded(client, finalizer, io.signal);
    if (first !== undefined) await checkAllowed(client, first, finalizer, io.signal);
  }
  if (installation !== undefined) {
    const onStep = (step: string) => io.stderr.write(`${step}\n`);
    const held = (await lookForOperator()).leases.filter(isHeld);
    const deps = { client, clock: systemClock, signal: io.signal, held, onStep };
    await (dryRun ? checkOperator : stopOperator)(installation, deps);
  }
  const [operator, nodes] = await Promise.all([lookForOperator(), listGuarded(client, finalizer, io.signal)]);
  const { unfinished, unseen } = await readUnfinished(client, nodes, io);
  if (operator.state !== 'NotAlive' && nodes.length > 0) warn(operator, commandsOf(line, io).kubectl, io);

  const reported = (result: ReleaseResult) => releasedNode(result, unfinished);
  const results = dryRun
    ? nodes.map(foreseen)
    : await releaseEach(nodes, {
        client,
        finalizer,
        clock: systemClock,
        random: Math.random,
        signal: io.signal,
        onResult: progress(nodes.length, (result) => describeNode(reported(result)), io),
      });
  const check = dryRun ? UNCHECKED : await findAgain(client, finalizer, results, io);
  const report: ReleaseReport = {
    kind: 'ReleaseReport',
    version: 1,
    dryRun,
    finalizer,
    operator,
    nodes: results.map(reported),
    again: check.again,
    unseen: [...unseen, ...check.unseen],
  };
  const json = line.value('output') === 'json';
  io.stdout.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : renderReport(report));
  return check.unseen.length > 0 && !io.signal.aborted ? 4 : exitStatus(report, io);
});

/** What deleting Nodes would go without. Only for people: it is not worth failing for. */
async function readUnfinished(
  client: KubeClient,
  nodes: readonly GuardedNode[],
  { signal }: Io,
): Promise<{ unfinished: ReadonlyMap<string, readonly string[]> | undefined; unseen: readonly Unseen[] }> {
  if (!nodes.some(({ deleting }) => deleting)) return { unfinished: new Map(), unseen: [] };
  try {
    return { unfinished: await unfinishedTasks(client, signal), unseen: [] };
  } catch (error) {
    // Without the CustomResourceDefinition no removal has ever begun.
    if (isNotFound(error)) return { unfinished: new Map(), unseen: [] };
    if (!(error instanceof ApiError)) throw error;
    const unseen = { what: 'what the removals of deleting Nodes have not done yet', why: error.message };
    return { unfinished: undefined, unseen: [unseen] };
  }
}

function warn({ state, message, leases }: OperatorView, kubectl: string, { stderr }: Io): void {
  stderr.write(`warning: ${message}\n`);
  if (state !== 'Alive') return;
  const namespace = leases[0]?.namespace ?? '';
  stderr.write(
    [
      'warning: it puts the finalizer back on Nodes that are not being deleted, and its webhook gives it to new ones.',
      'warning: first scale it to 0 and delete its MutatingWebhookConfiguration:',
      `  ${kubectl} get deployments --namespace ${namespace}`,
      `  ${kubectl} get mutatingwebhookconfigurations`,
      '',
    ].join('\n'),
  );
}

/** One line for each Node on stderr, so that stdout stays for the result. */
function progress(total: number, describe: (result: ReleaseResult) => string, { stderr }: Io) {
  const width = String(total).length;
  let done = 0;
  return (result: ReleaseResult) => {
    done += 1;
    stderr.write(`[${String(done).padStart(width)}/${total}] ${result.node.name}: ${describe(result)}\n`);
  };
}

type Check = Pick<ReleaseReport, 'again' | 'unseen'>;

const UNCHECKED: Check = { again: [], unseen: [] };

/** Looks once more, since only this tells that the finalizer is off for good. */
async function findAgain(
  client: KubeClient,
  finalizer: string,
  results: readonly ReleaseResult[],
  { signal }: Io,
): Promise<Check> {
  if (!results.some(({ is }) => is === 'released' || is === 'gone') || signal.aborted) return UNCHECKED;
  try {
    return { again: guardedAgain(results, await listGuarded(client, finalizer, signal)), unseen: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { again: [], unseen: [{ what: 'whether somebody puts the finalizer back', why }] };
  }
}

function exitStatus({ dryRun, nodes, again }: ReleaseReport, { signal }: Io): number {
  if (dryRun) return 0;
  if (signal.aborted) return INTERRUPTED;
  return again.length > 0 || nodes.some(({ result }) => result === 'failed' || result === 'not tried') ? 4 : 0;
}
