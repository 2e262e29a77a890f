import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { Failure } from '../../telemetry/failure.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';
import { AccessCache } from './access-cache.ts';
import type { Access, Credentials } from './credentials.ts';
import { readCredential } from './readable.ts';
import { checkTls } from './tls-material.ts';

export const SERVICE_ACCOUNT_DIR = '/var/run/secrets/kubernetes.io/serviceaccount';

type Env = Readonly<Record<string, string | undefined>>;

/** Whether a kubelet started us: it tells every container where the API server is. */
export const isInCluster = (env: Env): boolean => !!env.KUBERNETES_SERVICE_HOST && !!env.KUBERNETES_SERVICE_PORT;

export interface InClusterOptions {
  readonly dir: string;
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The pod's service account, as the kubelet mounts it. It needs nothing of @kubernetes/client-node, which would cost
 * 60 MB of memory and a third of a second.
 */
export async function inClusterCredentials({ dir, env, clock, log }: InClusterOptions): Promise<Credentials> {
  const host = env.KUBERNETES_SERVICE_HOST ?? '';
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? ''}`;
  const cache = new AccessCache(() => readServiceAccount(dir), clock, log);
  await cache.current();
  const namespace = await readCredential(join(dir, 'namespace'), 'the namespace').catch(() => '');
  return {
    server,
    namespace: namespace.trim() || undefined,
    source: 'in-cluster',
    current: () => cache.current(),
    invalidate: () => cache.invalidate(),
  };
}

async function readServiceAccount(dir: string): Promise<Access> {
  const token = (await readCredential(join(dir, 'token'), "the service account's token")).trim();
  const ca = await readCredential(join(dir, 'ca.crt'), "the cluster's CA");
  if (token === '')
    throw new Failure('KUBECONFIG_INVALID', `the service account's token ${join(dir, 'token')} is empty`);
  const tls = { ca, cert: undefined, key: undefined, servername: undefined, insecure: false, proxyUrl: undefined };
  checkTls(tls, `the service account in ${dir}`);
  return { headers: { authorization: `Bearer ${token}` }, tls };
}
