import { join } from 'node:path';
import { Failure } from '../../telemetry/failure.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';
import { inClusterCredentials, isInCluster, SERVICE_ACCOUNT_DIR } from './in-cluster.ts';
import { kubeconfigCredentials } from './kubeconfig.ts';
import { isReadable } from './readable.ts';

/** Which cluster, and what lets us in. */
export interface Credentials {
  /** `https://host:port`, with a path where the API server sits behind one. */
  readonly server: string;
  /** Of the pod, or of the kubeconfig's context. */
  readonly namespace: string | undefined;
  /** Where they come from, for people: `in-cluster`, `/home/me/.kube/config (context kind)`. */
  readonly source: string;
  /** What to use now; read again when it is older than a minute. Rejects with Failure. */
  current(): Promise<Access>;
  /** The server did not take them: read them again at the next use. */
  invalidate(): void;
}

/** One reading of the credentials. Equal content is the same object, so that connections outlive a reading. */
export interface Access {
  readonly headers: RequestHeaders;
  readonly tls: TlsMaterial;
}

/** Lower-case names; a list is sent as several lines. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[]>>;

export interface TlsMaterial {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly servername: string | undefined;
  readonly insecure: boolean;
  readonly proxyUrl: string | undefined;
}

export interface CredentialsOptions {
  /** Of the command line; wins over everything else. */
  readonly kubeconfig?: string | undefined;
  /** A context of the kubeconfig, instead of its current one. */
  readonly context?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly serviceAccountDir?: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * In this order: the kubeconfig of the command line, $KUBECONFIG, the pod's service account, ~/.kube/config. Rejects
 * with Failure KUBECONFIG_INVALID, which says what is missing or wrong.
 */
export async function findCredentials(options: CredentialsOptions): Promise<Credentials> {
  const { env, clock, log, context } = options;
  const fromFiles = (files: readonly string[]) => kubeconfigCredentials({ files, context, env, clock, log });

  if (options.kubeconfig) return fromFiles([options.kubeconfig]);
  // A list, as for kubectl; the separator of Windows does not matter in a container.
  const listed = (env.KUBECONFIG ?? '').split(':').filter((file) => file !== '');
  if (listed.length > 0) return fromFiles(listed);

  const dir = options.serviceAccountDir ?? SERVICE_ACCOUNT_DIR;
  const home = env.HOME ? join(env.HOME, '.kube', 'config') : undefined;
  // A context can only mean a kubeconfig.
  if (context === undefined && isInCluster(env)) return inClusterCredentials({ dir, env, clock, log });
  if (home !== undefined && (await isReadable(home))) return fromFiles([home]);
  throw new Failure(
    'KUBECONFIG_INVALID',
    `no cluster found: --kubeconfig is not given, KUBECONFIG is not set, ` +
      `${isInCluster(env) ? '--context asks for a kubeconfig' : 'this is not a pod (KUBERNETES_SERVICE_HOST is not set)'} ` +
      `and ${home ?? '~/.kube/config (HOME is not set)'} cannot be read; give one with --kubeconfig FILE`,
  );
}
