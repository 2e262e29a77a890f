import { explain as explainNode } from '../lib/cleanup/explain/explain.ts';
import type { ExplainFacts } from '../lib/cleanup/explain/facts.ts';
import { readFacts } from '../lib/cleanup/explain/read.ts';
import { Failure } from '../lib/telemetry/failure.ts';
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
import { type CommandSpec, usage } from './command-line.ts';
import { renderExplanation } from './explain-page.ts';

const SPEC: CommandSpec = {
  name: 'explain',
  summary: 'Says why a Node is still there, what it waits for, and how to get out.',
  description: `
Reads the Node, the record of its removal (NodeCleanup), the pods on it, their disruption budgets and
the Lease of the operator, and tells what they mean together. It changes nothing and does not need a
living operator. What it is not allowed to read it says, and goes on without.`,
  arguments: ['NODE'],
  options: [OUTPUT_OPTION, ...CLUSTER_OPTIONS, PREFIX_OPTION, LEASE_OPTION],
  exits: {
    0: 'Nothing blocks: it goes on by itself, is over, or the Node is not being deleted',
    1: 'Something unexpected',
    2: 'The command line or the kubeconfig is wrong',
    3: 'Somebody must act: a task is blocked, no operator is alive, or only finalizers of others hold the Node',
    4: 'The cluster does not answer or does not let us, or there is no such Node and no record of one',
  },
  examples: ['node-cleanup-webhook explain worker-1', 'node-cleanup-webhook explain worker-1 -o json | jq .blockers'],
};

export const explain = command(SPEC, async (line, io) => {
  const keys = keysOf(line);
  const leaseName = leaseNameOf(line);
  const nodeName = nodeNameOf(line.arguments[0] ?? '');
  await using cluster = await openCluster(line, io);
  const facts = await readFacts({
    client: cluster.client,
    nodeName,
    keys,
    leaseName,
    commands: commandsOf(line, io),
    namespace: cluster.namespace,
    now: systemClock.now(),
    signal: io.signal,
  });
  if (!facts.node.read && !facts.cleanups.read) throw blind(facts.node.why, facts.cleanups.why);
  const explanation = explainNode(facts);
  if (explanation === undefined) throw notFound(facts);
  const json = line.value('output') === 'json';
  io.stdout.write(json ? `${JSON.stringify(explanation, undefined, 2)}\n` : renderExplanation(explanation));
  return explanation.blocks ? 3 : 0;
});

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
