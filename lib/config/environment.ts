import { basename, dirname } from 'node:path';
import { Failure } from '../telemetry/failure.ts';
import { LOG_LEVELS, type LogLevel } from '../telemetry/pino.ts';
import { parseDuration } from '../time/duration.ts';
import type { Setting } from './setting.ts';
import { type SelfManagedSettings, TLS_SETTINGS } from './tls-settings.ts';

/**
 * What a single replica is told from outside, in contrast to the configuration file, which all of them share. Names and
 * defaults of the variables are those of the programs that this one replaces.
 */
export const SERVE_SETTINGS = [
  {
    name: 'kubeconfig',
    value: 'FILE',
    description: "The cluster and the credentials; without it $KUBECONFIG, the pod's service account or ~/.kube/config",
  },
  {
    name: 'context',
    value: 'NAME',
    description: 'A context of the kubeconfig instead of its current one',
    env: 'CONTEXT',
  },
  {
    name: 'config',
    value: 'FILE',
    description:
      'What is done before a Node goes (docs/configuration.md); without it the default plan (docs/removal.md)',
    env: 'CONFIG',
  },
  {
    name: 'cert-dir',
    value: 'FOLDER',
    description: 'tls.crt and tls.key of the webhook, as cert-manager writes them; looked at again when they change',
    env: 'CERT_DIR',
    default: '/tmp/k8s-webhook-server/serving-certs',
  },
  {
    name: 'tls-cert-file',
    value: 'FILE',
    description: 'The certificate, in place of cert-dir; needs tls-key-file',
    env: 'TLS_CERT_FILE',
  },
  {
    name: 'tls-key-file',
    value: 'FILE',
    description: 'The key, in place of cert-dir; needs tls-cert-file',
    env: 'TLS_KEY_FILE',
  },
  ...TLS_SETTINGS,
  {
    name: 'webhook-port',
    value: 'PORT',
    description: 'Where the API server calls; 0 takes a free one and logs it',
    env: 'WEBHOOK_PORT',
    default: '8443',
  },
  {
    name: 'health-port',
    value: 'PORT',
    description: 'Where kubelet and Prometheus call; 0 takes a free one and logs it',
    env: 'HEALTH_PORT',
    default: '8080',
  },
  {
    name: 'status-page',
    value: 'BOOLEAN',
    description:
      'Whether the health listener shows at /status, to anyone who reaches it, which Nodes are being removed',
    env: 'STATUS_PAGE',
    choices: ['true', 'false'],
    default: 'false',
  },
  {
    name: 'bind-address',
    value: 'ADDRESS',
    description: 'Of the listeners; without it all addresses, IPv4 and IPv6',
    env: 'BIND_ADDRESS',
  },
  {
    name: 'log-level',
    value: 'LEVEL',
    description: 'What is logged at least',
    env: 'LOG_LEVEL',
    choices: LOG_LEVELS,
    default: 'info',
  },
  {
    name: 'leader-elect',
    value: 'BOOLEAN',
    description: 'Whether replicas choose by a Lease which of them acts; false only for one that is alone',
    env: 'LEADER_ELECT',
    choices: ['true', 'false'],
    default: 'true',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SERVE_SETTINGS)[number]['name'];

export interface ServeOptions {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly configFile: string | undefined;
  readonly certificates: CertificateLocation;
  /** Instead of `certificates`. */
  readonly selfManaged: SelfManagedSettings | undefined;
  readonly webhookPort: number;
  readonly healthPort: number;
  readonly statusPage: boolean;
  /** Empty is every address. */
  readonly bindAddress: string;
  readonly logLevel: LogLevel;
  readonly leaderElect: boolean;
}

export type CertificateLocation =
  /** With tls.crt and tls.key. */
  { readonly directory: string } | { readonly certFile: string; readonly keyFile: string };

/** Where values come from, already decided between flag, variable and default; an empty text is none. */
export interface SettingSource {
  value(name: SettingName): string | undefined;
}

/** The settings with their types. Throws Failure USAGE, which names flag and variable and what is allowed. */
export function readServeOptions(source: SettingSource): ServeOptions {
  const text = (name: SettingName) => source.value(name) || undefined;
  return {
    kubeconfig: text('kubeconfig'),
    context: text('context'),
    configFile: text('config'),
    certificates: certificatesOf(text('tls-cert-file'), text('tls-key-file'), text('cert-dir') ?? ''),
    selfManaged: selfManagedOf(text),
    webhookPort: portOf('webhook-port', text('webhook-port')),
    healthPort: portOf('health-port', text('health-port')),
    statusPage: choiceOf('status-page', ['true', 'false'], text('status-page')) === 'true',
    bindAddress: text('bind-address') ?? '',
    logLevel: choiceOf('log-level', LOG_LEVELS, text('log-level')),
    leaderElect: choiceOf('leader-elect', ['true', 'false'], text('leader-elect')) === 'true',
  };
}

function certificatesOf(
  certFile: string | undefined,
  keyFile: string | undefined,
  directory: string,
): CertificateLocation {
  if (certFile === undefined && keyFile === undefined) return { directory };
  if (certFile === undefined) throw wrong('tls-cert-file', 'is missing; --tls-key-file does not go without it');
  if (keyFile === undefined) throw wrong('tls-key-file', 'is missing; --tls-cert-file does not go without it');
  const folder = dirname(certFile);
  const isUsual = basename(certFile) === 'tls.crt' && basename(keyFile) === 'tls.key' && folder === dirname(keyFile);
  return isUsual ? { directory: folder } : { certFile, keyFile };
}

const LONGEST_CERTIFICATE_MS = 87_600 * 3_600_000;

function selfManagedOf(text: (name: SettingName) => string | undefined): SelfManagedSettings | undefined {
  if (choiceOf('tls-mode', ['files', 'self-managed'], text('tls-mode')) === 'files') return undefined;
  const certificateMs = durationOf('tls-duration', text('tls-duration'));
  const renewBeforeMs = durationOf('tls-renew-before', text('tls-renew-before'));
  if (renewBeforeMs >= certificateMs) throw wrong('tls-renew-before', 'is shorter than --tls-duration');
  return {
    secret: text('tls-secret') ?? '',
    webhooks: text('tls-webhooks') ?? '',
    hosts: (text('tls-hosts') ?? '').split(',').flatMap((host) => host.trim() || []),
    certificateMs,
    renewBeforeMs,
  };
}

function durationOf(name: SettingName, text: string | undefined): number {
  const ms = parseDuration(text ?? '');
  // X.509 counts in seconds, and ends with the year 9999.
  if (ms !== undefined && ms >= 1_000 && ms <= LONGEST_CERTIFICATE_MS) return ms;
  throw wrong(name, `is a duration from 1s to 87600h such as 2160h, not ${JSON.stringify(text ?? '')}`);
}

function portOf(name: SettingName, text: string | undefined): number {
  // Number would also take 0x50, 1e3 and blanks.
  const port = /^[0-9]{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw wrong(name, `is a port from 0 to 65535, not ${JSON.stringify(text ?? '')}`);
}

function choiceOf<T extends string>(name: SettingName, choices: readonly T[], text: string | undefined): T {
  const choice = choices.find((known) => known === text);
  if (choice !== undefined) return choice;
  throw wrong(name, `is one of ${choices.join(', ')}, not ${JSON.stringify(text ?? '')}`);
}

function wrong(name: SettingName, what: string): Failure {
  const settings: readonly Setting[] = SERVE_SETTINGS;
  const env = settings.find((setting) => setting.name === name)?.env;
  return new Failure('USAGE', `--${name}${env === undefined ? '' : ` (environment: ${env})`} ${what}`);
}
