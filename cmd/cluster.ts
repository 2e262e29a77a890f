import type { Commands } from '../lib/cleanup/explain-facts.ts';
import type { Cluster } from '../lib/kube/connect.ts';
import { connect } from '../lib/kube/connect.ts';
import { DEFAULT_PREFIX, type NodeKeys, nodeKeys } from '../lib/node/keys.ts';
import { silentLogger } from '../lib/telemetry/log.ts';
import { noMetrics } from '../lib/telemetry/metrics.ts';
import { systemClock } from '../lib/time/clock.ts';
import type { CommandLine, OptionSpec } from './command-line.ts';
import { usage } from './command-line.ts';
import { PROGRAM } from './help.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

/** Every command that talks to a cluster takes these. */
export const CLUSTER_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'kubeconfig',
    value: 'FILE',
    description: "The cluster and the credentials; without it $KUBECONFIG, the pod's service account or ~/.kube/config",
  },
  { name: 'context', value: 'NAME', description: 'A context of the kubeconfig instead of its current one' },
];

export const PREFIX_OPTION: OptionSpec = {
  name: 'prefix',
  value: 'PREFIX',
  description: 'What the keys on the Nodes begin with, as in the configuration of the operator',
  default: DEFAULT_PREFIX,
};

export const OUTPUT_OPTION: OptionSpec = {
  name: 'output',
  short: 'o',
  value: 'FORMAT',
  choices: ['text', 'json'],
  description: 'For people or for programs',
  default: 'text',
};

/** Nothing is sent yet. Rejects with Failure KUBECONFIG_INVALID. */
export function openCluster(line: CommandLine, { env }: Io): Promise<Cluster> {
  return connect({
    kubeconfig: line.value('kubeconfig'),
    context: line.value('context'),
    env,
    clock: systemClock,
    log: silentLogger,
    metrics: noMetrics,
    version: version(),
  });
}

const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

export function keysOf(line: CommandLine): NodeKeys {
  const prefix = line.value('prefix') ?? DEFAULT_PREFIX;
  if (prefix.length > 253 || !PREFIX.test(prefix)) {
    throw usage(`--prefix is a DNS name such as ${DEFAULT_PREFIX}, not ${JSON.stringify(prefix)}`);
  }
  return nodeKeys(prefix);
}

/** How to call kubectl and ourselves so that they reach the same cluster. */
export function commandsOf(line: CommandLine): Commands {
  const cluster = CLUSTER_OPTIONS.flatMap(({ name }) => {
    const value = line.value(name);
    return value === undefined ? [] : [`--${name}=${quoted(value)}`];
  });
  const prefix = line.value('prefix');
  return {
    kubectl: ['kubectl', ...cluster].join(' '),
    program: PROGRAM,
    options: prefix === undefined || prefix === DEFAULT_PREFIX ? cluster : [...cluster, `--prefix=${prefix}`],
  };
}

/** For a POSIX shell. */
const quoted = (text: string): string => (/^[\w.,:/=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
