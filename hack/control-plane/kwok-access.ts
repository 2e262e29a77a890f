import { type Api, ApiError, type KubernetesObject } from './api.ts';

const ROLES = '/apis/rbac.authorization.k8s.io/v1';

/** What kwok may do: no more than it needs to play kubelets. */
const CLUSTER_ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'kwok' },
  rules: [
    { apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['nodes/status', 'pods/status'], verbs: ['patch', 'update'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['delete', 'patch', 'update'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: ['create', 'get', 'list', 'patch', 'update', 'watch'],
    },
  ],
};

const CLUSTER_ROLE_BINDING = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'kwok' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'kwok' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'kwok' }],
};

export async function grantKwokAccess(api: Api): Promise<void> {
  await createIfAbsent(api, `${ROLES}/clusterroles`, CLUSTER_ROLE);
  await createIfAbsent(api, `${ROLES}/clusterrolebindings`, CLUSTER_ROLE_BINDING);
}

async function createIfAbsent(api: Api, path: string, object: KubernetesObject): Promise<void> {
  try {
    await api.create(path, object);
  } catch (error) {
    // 409: a data folder that was used before
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
}
