import { join } from 'node:path';
import { Failure } from '../../telemetry/failure.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { Credentials } from './credentials.ts';
import { inClusterCredentials, isInCluster, SERVICE_ACCOUNT_DIR } from './in-cluster.ts';
import { kubeconfigCredentials } from './kubeconfig.ts';
import { isReadable } from './readable.ts';

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
