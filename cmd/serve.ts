import { readServeOptions, SERVE_SETTINGS } from '../lib/config/environment.ts';
import { parseDuration } from '../lib/time/duration.ts';
import { command } from './command.ts';
import { type CommandLine, type CommandSpec, usage } from './command-line.ts';
import { LEASE_NAME } from './lease.ts';
import { runOperator, type Settings } from './operator.ts';

const SPEC: CommandSpec = {
  name: 'serve',
  summary: 'Guards Nodes and cleans up before they go: the operator itself (default).',
  description: `
Answers the API server's admission requests for Nodes, watches Nodes, and carries out the removal of
those that are deleted. Any number of replicas may run; all of them answer, one of them acts.
It runs until SIGTERM or Ctrl-C, and logs JSON lines to standard output.`,
  arguments: [],
  options: [
    ...SERVE_SETTINGS,
    {
      name: 'lease-name',
      value: 'NAME',
      env: 'LEASE_NAME',
      default: LEASE_NAME,
      description: 'The Lease that decides which replica acts',
    },
    {
      name: 'lease-namespace',
      value: 'NAMESPACE',
      env: 'POD_NAMESPACE',
      description: "Where that Lease is; without it the pod's namespace, or that of the kubeconfig",
    },
    {
      name: 'shutdown-delay',
      value: 'DURATION',
      env: 'SHUTDOWN_DELAY',
      default: '5s',
      description: 'How long API servers get to notice that this replica goes',
    },
  ],
  exits: {
    0: 'Stopped when asked to',
    1: 'Something unexpected; the log says what',
    2: 'The command line, the configuration, the certificate or the kubeconfig is wrong, or a port is taken',
  },
  examples: [
    'node-cleanup-webhook serve --cert-dir /certs --config /config/config.yaml',
    'node-cleanup-webhook serve --kubeconfig ~/.kube/config --cert-dir ./certs --webhook-port 9443',
  ],
};

export const serve = command(SPEC, (line, io) => runOperator(settingsOf(line), io));

function settingsOf(line: CommandLine): Settings {
  return {
    ...readServeOptions(line),
    leaseName: line.value('lease-name') ?? LEASE_NAME,
    leaseNamespace: line.value('lease-namespace'),
    shutdownDelayMs: duration(line, 'shutdown-delay'),
  };
}

function duration(line: CommandLine, option: string): number {
  const text = line.value(option) ?? '';
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw usage(`--${option} is a duration such as 5s or 1m30s, not ${JSON.stringify(text)}`);
}
