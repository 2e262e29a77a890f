import { describe, expect, it } from 'vitest';
import { readServeOptions, SERVE_SETTINGS, type SettingSource } from '../../../lib/config/environment.ts';
import type { Setting } from '../../../lib/config/setting.ts';
import { Failure } from '../../../lib/telemetry/failure.ts';

type Texts = Readonly<Record<string, string>>;
/** Flag over variable over default, as the command line does it. */
function settingsFrom(
  flags: Readonly<Record<string, string | undefined>>,
  env: Readonly<Record<string, string | undefined>>,
): SettingSource {
  const settings: readonly Setting[] = SERVE_SETTINGS;
  return {
    value(name) {
      const setting = settings.find((known) => known.name === name);
      return flags[name] || (setting?.env && env[setting.env]) || setting?.default;
    },
  };
}

const read = (flags: Texts = {}, env: Texts = {}) => readServeOptions(settingsFrom(flags, env));

function failureOf(flags: Texts, env: Texts = {}): string {
  try {
    read(flags, env);
  } catch (error) {
    if (error instanceof Failure) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('how a replica is started', () => {
  it('without a word has the defaults of the programs that it replaces', () => {
    expect(read()).toEqual({
      kubeconfig: undefined,
      context: undefined,
      configFile: undefined,
      certificates: { directory: '/tmp/k8s-webhook-server/serving-certs' },
      selfManaged: undefined,
      webhookPort: 8443,
      healthPort: 8080,
      bindAddress: '',
      logLevel: 'info',
      statusPage: false,
      leaderElect: true,
    });
  });

  it('by the environment', () => {
    const env = {
      CONTEXT: 'prod',
      CONFIG: '/etc/c.yaml',
      CERT_DIR: '/certs',
      WEBHOOK_PORT: '9443',
      HEALTH_PORT: '0',
      BIND_ADDRESS: '::1',
      LOG_LEVEL: 'debug',
      LEADER_ELECT: 'false',
    };
    expect(read({}, env)).toMatchObject({
      context: 'prod',
      configFile: '/etc/c.yaml',
      certificates: { directory: '/certs' },
      webhookPort: 9443,
      healthPort: 0,
      bindAddress: '::1',
      logLevel: 'debug',
      leaderElect: false,
    });
  });

  it('with a certificate of its own', () => {
    expect(read({ 'tls-mode': 'self-managed' }).selfManaged).toEqual({
      secret: 'node-cleanup-webhook-self-managed',
      webhooks: 'node-cleanup-webhook',
      hosts: [],
      certificateMs: 2_160 * 3_600_000,
      renewBeforeMs: 720 * 3_600_000,
    });
    const env = { TLS_MODE: 'self-managed', TLS_HOSTS: 'a.b.svc, 10.0.0.1,', TLS_SECRET: 's', TLS_WEBHOOKS: 'w' };
    expect(read({}, env).selfManaged).toMatchObject({ secret: 's', webhooks: 'w', hosts: ['a.b.svc', '10.0.0.1'] });
  });

  it('by a flag, which is stronger than the environment', () => {
    expect(read({ 'webhook-port': '1' }, { WEBHOOK_PORT: '2' }).webhookPort).toBe(1);
  });

  it('by a variable without a value is as by none', () => {
    expect(read({}, { WEBHOOK_PORT: '' }).webhookPort).toBe(8443);
  });

  it.each<[string, Texts, object]>([
    [
      'in one folder with the usual names',
      { TLS_CERT_FILE: '/x/tls.crt', TLS_KEY_FILE: '/x/tls.key' },
      { directory: '/x' },
    ],
    [
      'anywhere',
      { TLS_CERT_FILE: '/x/a.pem', TLS_KEY_FILE: '/y/b.pem' },
      { certFile: '/x/a.pem', keyFile: '/y/b.pem' },
    ],
    [
      'rather than in a folder',
      { CERT_DIR: '/z', TLS_CERT_FILE: '/x/a', TLS_KEY_FILE: '/x/b' },
      { certFile: '/x/a', keyFile: '/x/b' },
    ],
  ])('with certificate and key %s', (_, env, certificates) => {
    expect(read({}, env).certificates).toEqual(certificates);
  });
});

describe('a wrong setting is named with what is allowed', () => {
  it.each<[string, Texts, Texts, string]>([
    [
      'a port that is none',
      { 'webhook-port': 'https' },
      {},
      'USAGE --webhook-port (environment: WEBHOOK_PORT) is a port from 0 to 65535, not "https"',
    ],
    [
      'a port too high',
      {},
      { HEALTH_PORT: '65536' },
      'USAGE --health-port (environment: HEALTH_PORT) is a port from 0 to 65535, not "65536"',
    ],
    [
      'a port below zero',
      {},
      { HEALTH_PORT: '-1' },
      'USAGE --health-port (environment: HEALTH_PORT) is a port from 0 to 65535, not "-1"',
    ],
    [
      'a port in hexadecimal',
      {},
      { HEALTH_PORT: '0x50' },
      'USAGE --health-port (environment: HEALTH_PORT) is a port from 0 to 65535, not "0x50"',
    ],
    [
      'a level that there is not',
      {},
      { LOG_LEVEL: 'trace' },
      'USAGE --log-level (environment: LOG_LEVEL) is one of debug, info, warn, error, not "trace"',
    ],
    [
      'yes',
      { 'leader-elect': 'yes' },
      {},
      'USAGE --leader-elect (environment: LEADER_ELECT) is one of true, false, not "yes"',
    ],
    [
      'True',
      { 'leader-elect': 'True' },
      {},
      'USAGE --leader-elect (environment: LEADER_ELECT) is one of true, false, not "True"',
    ],
    [
      'a mode of certificates that there is not',
      { 'tls-mode': 'cert-manager' },
      {},
      'USAGE --tls-mode (environment: TLS_MODE) is one of files, self-managed, not "cert-manager"',
    ],
    [
      'a certificate that is renewed before it begins',
      { 'tls-mode': 'self-managed', 'tls-duration': '1h', 'tls-renew-before': '1h' },
      {},
      'USAGE --tls-renew-before (environment: TLS_RENEW_BEFORE) is shorter than --tls-duration',
    ],
    [
      'a certificate for 90 days',
      { 'tls-mode': 'self-managed', 'tls-duration': '90d' },
      {},
      'USAGE --tls-duration (environment: TLS_DURATION) is a duration from 1s to 87600h such as 2160h, not "90d"',
    ],
    [
      'a certificate for centuries',
      { 'tls-mode': 'self-managed', 'tls-duration': '9999999h' },
      {},
      'USAGE --tls-duration (environment: TLS_DURATION) is a duration from 1s to 87600h such as 2160h, not "9999999h"',
    ],
    [
      'a certificate without a key',
      {},
      { TLS_CERT_FILE: 'a' },
      'USAGE --tls-key-file (environment: TLS_KEY_FILE) is missing; --tls-cert-file does not go without it',
    ],
    [
      'a key without a certificate',
      { 'tls-key-file': 'a' },
      {},
      'USAGE --tls-cert-file (environment: TLS_CERT_FILE) is missing; --tls-key-file does not go without it',
    ],
  ])('%s', (_, flags, env, message) => {
    expect(failureOf(flags, env)).toBe(message);
  });
});

it('every flag and every variable stands for one setting', () => {
  const names = SERVE_SETTINGS.map(({ name }) => name);
  const variables = SERVE_SETTINGS.flatMap((setting) => ('env' in setting ? [setting.env] : []));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(variables).size).toBe(variables.length);
});
