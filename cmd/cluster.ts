import type { Commands } from '../lib/cleanup/explain/facts.ts';
import { quoted } from '../lib/cleanup/explain/shell.ts';
import type { Cluster } from '../lib/kube/connect.ts';
import { connect } from '../lib/kube/connect.ts';
import { DEFAULT_PREFIX, type NodeKeys, nodeKeys } from '../lib/node/keys.ts';
import { silentLogger } from '../lib/telemetry/log.ts';
import { noMetrics } from '../lib/telemetry/metrics.ts';
import { systemClock } from '../lib/time/clock.ts';
import type { CommandLine, OptionSpec } from './command-line.ts';
import { usage } from './command-line.ts';
import type { Io } from './io.ts';
import { LEASE_NAME } from './lease.ts';
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

/** Whose operator: `serve` has the same option. */
export const LEASE_OPTION: OptionSpec = {
  name: 'lease-name',
  value: 'NAME',
  env: 'LEASE_NAME',
  default: LEASE_NAME,
  description: 'The Lease that tells whether an operator is alive, in any namespace',
};

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

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const DNS_NAME = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

export function keysOf(line: CommandLine): NodeKeys {
  const prefix = line.value('prefix') ?? DEFAULT_PREFIX;
  if (prefix.length > 253 || !DNS_NAME.test(prefix)) {
    throw usage(`--prefix is a DNS name such as ${DEFAULT_PREFIX}, not ${JSON.stringify(prefix)}`);
  }
  return nodeKeys(prefix);
}

/** It becomes part of a selector, so it must be a name. */
export function leaseNameOf(line: CommandLine): string {
  const name = line.value('lease-name') ?? LEASE_NAME;
  if (name.length > 253 || !DNS_NAME.test(name)) throw usage(`--lease-name is not a name: ${JSON.stringify(name)}`);
  return name;
}

/** How to call kubectl and ourselves so that they reach the same cluster. */
export function commandsOf(line: CommandLine, { program }: Io): Commands {
  const cluster = CLUSTER_OPTIONS.flatMap(({ name }) => {
    const value = line.value(name);
    return value === undefined ? [] : [`--${name}=${quoted(value)}`];
  });
  const ours = [PREFIX_OPTION, LEASE_OPTION].flatMap(({ name, default: preset }) => {
    const value = line.value(name);
    return value === undefined || value === preset ? [] : [`--${name}=${value}`];
  });
  return { kubectl: ['kubectl', ...cluster].join(' '), program, options: [...cluster, ...ours] };
}
