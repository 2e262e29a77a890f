import { eventually } from './eventually.ts';
import type { Node } from './nodes.ts';
import type { TestCluster } from './test-cluster.ts';

export interface WebhookOptions {
  /** As metrics and messages of the API server name it. */
  readonly name?: string;
  /** Where the process under test listens on 127.0.0.1. */
  readonly port: number;
  /** PEM of the authority that signed its certificate. Default: the cluster's. */
  readonly caBundle?: string;
  readonly path?: string;
  readonly failurePolicy?: 'Fail' | 'Ignore';
  readonly timeoutSeconds?: number;
  /** CEL, as in `matchConditions`. Default: only Nodes whose names begin with the test file's prefix. */
  readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
  /**
   * What shows in a Node that was created with `dryRun` that the webhook was called. Default: it has a finalizer.
   * `false`: do not wait.
   */
  readonly isCalled?: ((node: Node) => boolean) | false;
}

const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';

/**
 * Registers a webhook for the creation of Nodes and waits until the API server calls it, a second or so later. It goes with
 * the test file, or when the returned function is called.
 */
export async function registerWebhook(cluster: TestCluster, options: WebhookOptions): Promise<() => Promise<void>> {
  const name = cluster.name(`webhook-${options.port}`);
  const unregister = () => cluster.api.delete(`${CONFIGURATIONS}/${name}`);
  cluster.atEnd(unregister);
  await cluster.api.create(CONFIGURATIONS, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name },
    webhooks: [webhook(cluster, options)],
  });
  const { isCalled = (node) => (node.metadata.finalizers ?? []).length > 0 } = options;
  if (isCalled !== false) {
    await eventually(() => createDryRun(cluster), {
      describe: `the API server to call the webhook on port ${options.port}`,
      until: isCalled,
    });
  }
  return unregister;
}

function webhook(cluster: TestCluster, options: WebhookOptions): object {
  const ours = { name: 'prefix', expression: `object.metadata.name.startsWith("${cluster.prefix}-")` };
  return {
    name: options.name ?? 'nodes.node-cleanup.test',
    clientConfig: {
      url: `https://127.0.0.1:${options.port}${options.path ?? '/mutate-node'}`,
      caBundle: Buffer.from(options.caBundle ?? cluster.ca).toString('base64'),
    },
    rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nodes'], scope: 'Cluster' }],
    matchConditions: options.matchConditions ?? [ours],
    failurePolicy: options.failurePolicy ?? 'Ignore',
    timeoutSeconds: options.timeoutSeconds ?? 5,
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  };
}

function createDryRun(cluster: TestCluster): Promise<Node> {
  const metadata = { name: cluster.name('webhook-probe') };
  return cluster.api.create<Node>('/api/v1/nodes?dryRun=All', { apiVersion: 'v1', kind: 'Node', metadata });
}
