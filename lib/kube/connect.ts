import type { Metrics } from '../telemetry/metrics.ts';
import type { KubeClient } from './client.ts';
import { Connection } from './connection/connection.ts';
import { type CredentialsOptions, findCredentials } from './credentials/find-credentials.ts';
import { HttpKubeClient } from './kube-client.ts';

export interface ConnectOptions extends CredentialsOptions {
  /** Ours, for the user agent. */
  readonly version: string;
  readonly metrics: Metrics;
}

export interface Cluster extends AsyncDisposable {
  readonly client: KubeClient;
  /** Of the pod or of the kubeconfig's context. */
  readonly namespace: string | undefined;
  readonly server: string;
  /** Where the credentials come from, for people. */
  readonly source: string;
  /** Waits for requests under way; watches must have been aborted. */
  close(): Promise<void>;
}

/** Finds the cluster and prepares for talking to it; nothing is sent yet. Rejects with Failure KUBECONFIG_INVALID. */
export async function connect(options: ConnectOptions): Promise<Cluster> {
  const credentials = await findCredentials(options);
  const { clock, metrics, version } = options;
  const connection = new Connection({ credentials, userAgent: `node-cleanup-webhook/${version}`, clock, metrics });
  const close = () => connection.close();
  return {
    client: new HttpKubeClient(connection, clock),
    namespace: credentials.namespace,
    server: credentials.server,
    source: credentials.source,
    close,
    [Symbol.asyncDispose]: close,
  };
}
