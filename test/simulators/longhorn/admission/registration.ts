import { type Api, ApiError } from '../../../../hack/control-plane/api.ts';
import { eventually } from '../../../support/eventually.ts';
import type { VersionRules } from '../versions.ts';
import { basePath } from '../world.ts';

const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

export interface Registration {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  /** PEM. */
  readonly ca: string;
  readonly rules: VersionRules;
}

/** As Longhorn registers it: without it nothing may be written. Returns when the API server calls it, a second or so later. */
export async function register(api: Api, registration: Registration): Promise<void> {
  const { name, namespace, port, ca, rules } = registration;
  const rule = (resource: string, ...operations: readonly string[]) => {
    return {
      apiGroups: ['longhorn.io'],
      apiVersions: ['v1beta2'],
      resources: [resource],
      operations,
      scope: 'Namespaced',
    };
  };
  const ofNodes = rules.guardsNodeDeletion ? ['CREATE', 'UPDATE', 'DELETE'] : ['CREATE', 'UPDATE'];
  await api.create(CONFIGURATIONS, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name: 'validator.longhorn.io',
        clientConfig: {
          url: `https://127.0.0.1:${port}/v1/webhook/validation`,
          caBundle: Buffer.from(ca).toString('base64'),
        },
        rules: [rule('nodes', ...ofNodes), rule('replicas', 'CREATE', 'UPDATE', 'DELETE')],
        // More than one may play on a cluster.
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        failurePolicy: 'Fail',
        matchPolicy: 'Exact',
        sideEffects: 'None',
        timeoutSeconds: 10,
        admissionReviewVersions: ['v1'],
      },
    ],
  });
  await eventually(() => isCalled(api, namespace), { describe: 'the API server to call the webhook of Longhorn' });
}

export const unregister = (api: Api, name: string): Promise<void> => api.delete(`${CONFIGURATIONS}/${name}`);

/** Tries what only the webhook refuses. */
async function isCalled(api: Api, namespace: string): Promise<boolean> {
  const probe = {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'Node',
    metadata: { name: 'probe' },
    spec: { name: 'probe', instanceManagerCPURequest: -1 },
  };
  try {
    await api.create(`${basePath(namespace)}/nodes?dryRun=All`, probe);
    return false;
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return true;
    throw error;
  }
}
