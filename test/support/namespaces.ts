import { eventually } from './eventually.ts';
import type { TestCluster } from './test-cluster.ts';

/** A namespace called PREFIX-SUFFIX in which Pods can be created. Its deletion at the end is not waited for. */
export async function createNamespace(cluster: TestCluster, suffix = 'ns'): Promise<string> {
  const name = cluster.name(suffix);
  cluster.atEnd(() => cluster.api.delete(`/api/v1/namespaces/${name}`));
  await cluster.api.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await eventually(() => cluster.api.find(`/api/v1/namespaces/${name}/serviceaccounts/default`), {
    describe: `the default service account of namespace ${name}`,
  });
  return name;
}

/** A service account that may do what `rules` say, cluster-wide. Goes with the test file. */
export async function createServiceAccount(
  cluster: TestCluster,
  namespace: string,
  name: string,
  rules: readonly object[] = [],
): Promise<void> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const role = cluster.name(`${namespace}-${name}`);
  await cluster.api.create(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } });
  cluster.atEnd(async () => {
    await cluster.api.delete(`${rbac}/clusterrolebindings/${role}`);
    await cluster.api.delete(`${rbac}/clusterroles/${role}`);
  });
  await cluster.api.create(`${rbac}/clusterroles`, { metadata: { name: role }, rules });
  await cluster.api.create(`${rbac}/clusterrolebindings`, {
    metadata: { name: role },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
}
