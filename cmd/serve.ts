import { LOG_LEVELS, type LogLevel } from '../lib/telemetry/pino.ts';
import { parseDuration } from '../lib/time/duration.ts';
import { CLUSTER_OPTIONS } from './cluster.ts';
import { command } from './command.ts';
import { type CommandLine, type CommandSpec, usage } from './command-line.ts';
import { LEASE_NAME } from './lease.ts';
import { runOperator } from './operator.ts';

/** What the command line says, checked. Everything that may change while the process runs is in the configuration. */
export interface Settings {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly configFile: string | undefined;
  readonly certDir: string;
  readonly webhookPort: number;
  readonly healthPort: number;
  /** '' is every address. */
  readonly bindAddress: string;
  readonly logLevel: LogLevel;
  readonly leaderElect: boolean;
  readonly leaseName: string;
  /** Undefined: the namespace of the pod, or of the kubeconfig's context. */
  readonly leaseNamespace: string | undefined;
  readonly shutdownDelayMs: number;
}

const SPEC: CommandSpec = {
  name: 'serve',
  summary: 'Guards Nodes and cleans up before they go: the operator itself (default).',
  description: `
Answers the API server's admission requests for Nodes, watches Nodes, and carries out the removal of
those that are deleted. Any number of replicas may run; all of them answer, one of them acts.
It runs until SIGTERM or Ctrl-C, and logs JSON lines to standard output.`,
  arguments: [],
  options: [
    ...CLUSTER_OPTIONS,
    { name: 'config', value: 'FILE', env: 'CONFIG', description: 'The configuration; without it the defaults' },
    {
      name: 'cert-dir',
      value: 'DIR',
      env: 'CERT_DIR',
      default: '/tmp/k8s-webhook-server/serving-certs',
      description: 'A folder with tls.crt and tls.key, looked at again when it changes',
    },
    { name: 'webhook-port', value: 'PORT', env: 'WEBHOOK_PORT', default: '8443', description: 'HTTPS, for the API server; 0 picks a free one' },
    { name: 'health-port', value: 'PORT', env: 'HEALTH_PORT', default: '8080', description: 'HTTP, for probes and metrics; 0 picks a free one' },
    { name: 'bind-address', value: 'ADDRESS', env: 'BIND_ADDRESS', description: 'Where both listen; without it every address' },
    { name: 'log-level', value: 'LEVEL', env: 'LOG_LEVEL', default: 'info', choices: LOG_LEVELS, description: 'The least important lines that are logged' },
    { name: 'leader-elect', value: 'BOOLEAN', env: 'LEADER_ELECT', default: 'true', choices: ['true', 'false'], description: 'false only where nothing else can run at the same time' },
    { name: 'lease-name', value: 'NAME', env: 'LEASE_NAME', default: LEASE_NAME, description: 'The Lease that decides who acts' },
    { name: 'lease-namespace', value: 'NAMESPACE', env: 'POD_NAMESPACE', description: "Where that Lease is; without it the pod's namespace, or that of the kubeconfig" },
    { name: 'shutdown-delay', value: 'DURATION', env: 'SHUTDOWN_DELAY', default: '5s', description: 'How long API servers get to notice that this replica goes' },
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
  const level = line.value('log-level');
  return {
    kubeconfig: line.value('kubeconfig'),
    context: line.value('context'),
    configFile: line.value('config'),
    certDir: line.value('cert-dir') ?? '',
    webhookPort: port(line, 'webhook-port'),
    healthPort: port(line, 'health-port'),
    bindAddress: line.value('bind-address') ?? '',
    logLevel: LOG_LEVELS.find((known) => known === level) ?? 'info',
    leaderElect: line.value('leader-elect') !== 'false',
    leaseName: line.value('lease-name') ?? LEASE_NAME,
    leaseNamespace: line.value('lease-namespace'),
    shutdownDelayMs: duration(line, 'shutdown-delay'),
  };
}

function port(line: CommandLine, option: string): number {
  const text = line.value(option) ?? '';
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  throw usage(`--${option} is a port from 0 to 65535, not ${JSON.stringify(text)}`);
}

function duration(line: CommandLine, option: string): number {
  const text = line.value(option) ?? '';
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw usage(`--${option} is a duration such as 5s or 1m30s, not ${JSON.stringify(text)}`);
}
