import { explain as explainNode } from '../lib/cleanup/explain/explain.ts';
import type { ExplainFacts } from '../lib/cleanup/explain/facts.ts';
import { forecastOf } from '../lib/cleanup/explain/forecast.ts';
import { operatorView } from '../lib/cleanup/explain/operator.ts';
import { operatorAccount } from '../lib/cleanup/explain/operator-account.ts';
import { readFacts } from '../lib/cleanup/explain/read.ts';
import type { Config } from '../lib/config/config.ts';
import { defaultConfig } from '../lib/config/load.ts';
import { judge, readBytes } from '../lib/config/read.ts';
import type { Asker } from '../lib/kube/access-review.ts';
import type { KubeClient } from '../lib/kube/client.ts';
import { Discovery } from '../lib/kube/discovery.ts';
import { readOnly } from '../lib/kube/read-only-client.ts';
import { SharedWatches } from '../lib/kube/shared-watch/shared-watches.ts';
import { DEFAULT_PREFIX, nodeKeys } from '../lib/node/keys.ts';
import { installationOf, operatorRights } from '../lib/rights/operator-rights.ts';
import { createTasks, TASK_KINDS } from '../lib/tasks/registry.ts';
import { Failure } from '../lib/telemetry/failure.ts';
import { silentLogger } from '../lib/telemetry/log.ts';
import { noMetrics } from '../lib/telemetry/metrics.ts';
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
import { type CommandLine, type CommandSpec, type OptionSpec, usage } from './command-line.ts';
import { checkSelector } from './configuration.ts';
import { renderExplanation } from './explain-page.ts';
import { namespacedName } from './namespaced-name.ts';

const CONFIG_OPTION: OptionSpec = {
  name: 'config',
  value: 'FILE',
  env: 'CONFIG',
  description: 'What the operator is configured with, to tell what it would do; without it the defaults',
};

const ACCOUNT_OPTION: OptionSpec = {
  name: 'service-account',
  value: 'NAMESPACE/NAME',
  description:
    'Of the operator, whose rights are looked at; without it that of the pod that leads, or else who runs this',
};

/** `serve` has the same. */
const LEASE_NAMESPACE_OPTION: OptionSpec = {
  name: 'lease-namespace',
  value: 'NAMESPACE',
  env: 'POD_NAMESPACE',
  description: 'Where that Lease is looked for first; when nobody holds it there, all namespaces are looked at',
};

const SPEC: CommandSpec = {
  name: 'explain',
  summary: 'Says why a Node is still there, what it waits for, and how to get out.',
  description: `
Reads the Node, the record of its removal (NodeCleanup), the pods on it, their disruption budgets and
the Lease of the operator, and tells what they mean together. It changes nothing and does not need a
living operator. What it is not allowed to read it says, and goes on without.

Of a Node that is not being deleted it tells what would happen if it were: each task of the plan is asked, also about
disruption budgets, volumes and rights, and nothing is changed.`,
  arguments: ['NODE'],
  options: [
    OUTPUT_OPTION,
    ...CLUSTER_OPTIONS,
    CONFIG_OPTION,
    ACCOUNT_OPTION,
    PREFIX_OPTION,
    LEASE_OPTION,
    LEASE_NAMESPACE_OPTION,
  ],
  exits: {
    0: 'Nothing blocks: it goes on by itself, is over, or would if the Node were deleted now',
    1: 'Something unexpected',
    2: 'The command line or the kubeconfig is wrong',
    3: 'Somebody must act: a task is blocked or would be, no operator is alive, or only finalizers of others hold the Node',
    4: 'The cluster does not answer or does not let us, or there is no such Node and no record of one',
  },
  examples: [
    'node-cleanup-webhook explain worker-1',
    'node-cleanup-webhook explain worker-1 -o json | jq .blockers',
    'node-cleanup-webhook explain worker-1 --config config.yaml --service-account node-cleanup/node-cleanup-webhook',
  ],
};

export const explain = command(SPEC, async (line, io) => {
  const { config, file } = await configOf(line);
  const keys = config.prefix === DEFAULT_PREFIX ? keysOf(line) : nodeKeys(config.prefix);
  const leaseName = leaseNameOf(line);
  const account = accountOf(line);
  const nodeName = nodeNameOf(line.arguments[0] ?? '');
  await using cluster = await openCluster(line, io);
  const { namespace } = cluster;
  const { signal } = io;
  const common = {
    nodeName,
    keys,
    leaseName,
    commands: commandsOf(line, io),
    namespace,
    leaseNamespace: line.value('lease-namespace'),
    now: systemClock.now(),
    signal,
  };
  const facts = await readFacts({ client: cluster.client, ...common });
  if (!facts.node.read && !facts.cleanups.read) throw blind(facts.node.why, facts.cleanups.why);
  const forecast = await forecastFor(facts, { client: cluster.client, config, file, account, signal });
  const explanation = explainNode({ ...facts, requireReason: config.guard.requireReason, forecast });
  if (explanation === undefined) throw notFound(facts);
  const json = line.value('output') === 'json';
  io.stdout.write(json ? `${JSON.stringify(explanation, undefined, 2)}\n` : renderExplanation(explanation));
  return explanation.blocks ? 3 : 0;
});

interface Outlook {
  readonly client: KubeClient;
  readonly config: Config;
  readonly file: string | undefined;
  /** Of the operator, where whoever asks names it. */
  readonly account: Asker | undefined;
  readonly signal: AbortSignal;
}

/** Only for a Node that our finalizer would hold: of any other nothing would be asked. */
async function forecastFor(
  facts: ExplainFacts,
  { client, config, file, account, signal }: Outlook,
): Promise<ExplainFacts['forecast']> {
  const { node: read, keys, leaseName } = facts;
  const node = read.read ? read.value : undefined;
  if (node === undefined || node.deletedAt !== undefined || !node.finalizers.includes(keys.finalizer)) return undefined;
  const common = { clock: systemClock, random: Math.random, log: silentLogger, metrics: noMetrics };
  const looking = readOnly(client);
  using watches = new SharedWatches({ client: looking, ...common });
  const discovery = new Discovery(looking, systemClock);
  const tasks = createTasks({ client: looking, discovery, watches, keys, ...common });
  const { plan, deadAfterMs } = config.cleanup;
  const [lease] = operatorView(facts).leases;
  const asker = account ?? (await operatorAccount(client, lease, signal)) ?? 'self';
  const namespace = asker === 'self' ? (lease?.namespace ?? 'default') : asker.namespace;
  const prospect = {
    file,
    plan,
    deadAfterMs,
    tasks,
    kinds: TASK_KINDS,
    asker,
    own: operatorRights({ leaderElect: true }),
    installation: installationOf(namespace, leaseName),
  };
  // Reviews of rights are created, and store nothing.
  const view = await forecastOf(node, prospect, { client, clock: systemClock, skipTasksKey: keys.skipTasks, signal });
  return { view, ofOperator: asker !== 'self' };
}

/** Rejects with Failure CONFIG_INVALID. */
async function configOf(line: CommandLine): Promise<{ readonly config: Config; readonly file: string | undefined }> {
  const file = line.value('config');
  if (file === undefined) return { config: defaultConfig(TASK_KINDS), file };
  const { config } = await judge(file, await readBytes(file), { kinds: TASK_KINDS, checkSelector });
  return { config, file };
}

function accountOf(line: CommandLine): Asker | undefined {
  const account = line.value('service-account');
  return account === undefined ? undefined : namespacedName(account, '--service-account');
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const NODE_NAME = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;

/** As kubectl prints it (`node/worker-1`) or without. It becomes part of a selector, so it must be a name. */
function nodeNameOf(argument: string): string {
  const name = argument.replace(/^nodes?\//, '');
  if (name.length <= 253 && NODE_NAME.test(name)) return name;
  throw usage(`${JSON.stringify(argument)} is not the name of a Node: lower-case letters, digits, "-" and "."`);
}

function blind(...reasons: readonly string[]): Failure {
  return new Failure(
    'RIGHTS_MISSING',
    `neither the Node nor a record of its removal can be read: ${reasons.join('; ')}`,
  );
}

function notFound({ nodeName, cleanups }: ExplainFacts): Failure {
  const records = cleanups.read
    ? 'and no record of a removal of one'
    : `and whether there is a record of a removal cannot be seen: ${cleanups.why}`;
  return new Failure('NODE_NOT_FOUND', `there is no Node ${nodeName}, ${records}`);
}
