import type { KubernetesObject } from '../../../hack/control-plane/api.ts';
import { eventually } from '../../support/eventually.ts';
import type { TestCluster } from '../../support/test-cluster.ts';

const VOLUMES = '/api/v1/persistentvolumes';
const TEST = 'local-storage-test';
const SETS = '/apis/apps/v1/namespaces';

export interface Claim extends KubernetesObject {
  readonly spec: { readonly volumeName?: string };
  readonly status?: { readonly phase?: string };
}

export const claimPath = (namespace: string, name: string): string =>
  `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${name}`;

export const findClaim = (cluster: TestCluster, namespace: string, name: string): Promise<Claim | undefined> =>
  cluster.api.find<Claim>(claimPath(namespace, name));

export interface StorageClassOptions {
  readonly provisioner?: string;
}

/** A StorageClass as the static provisioner's manual asks for; it goes with the test file. */
export async function createStorageClass(
  cluster: TestCluster,
  suffix: string,
  { provisioner = 'kubernetes.io/no-provisioner' }: StorageClassOptions = {},
): Promise<string> {
  const path = '/apis/storage.k8s.io/v1/storageclasses';
  const name = cluster.name(suffix);
  cluster.atEnd(() => cluster.api.delete(`${path}/${name}`));
  await cluster.api.create(path, { metadata: { name }, provisioner, volumeBindingMode: 'WaitForFirstConsumer' });
  return name;
}

export interface LocalVolumeOptions {
  readonly hostname: string;
  readonly storageClass: string;
  readonly policy?: 'Retain' | 'Delete';
  /** `namespace/name`, and the uid of a claim that is bound to it. */
  readonly claimRef?: object;
}

/** Those still bound go when their claims do, with the namespace. To be called before the first is created. */
export function removeLocalVolumesAtEnd(cluster: TestCluster): void {
  cluster.atEnd(() => cluster.api.delete(`${VOLUMES}?labelSelector=${TEST}%3D${cluster.prefix}`));
}

/** A PersistentVolume that is a directory of the host with that name. */
export async function createLocalVolume(
  cluster: TestCluster,
  suffix: string,
  options: LocalVolumeOptions,
): Promise<string> {
  const { hostname, storageClass, policy = 'Delete', claimRef } = options;
  const name = cluster.name(suffix);
  await cluster.api.create(VOLUMES, {
    metadata: { name, labels: { [TEST]: cluster.prefix } },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: policy,
      storageClassName: storageClass,
      local: { path: `/mnt/disks/${name}` },
      ...(claimRef === undefined ? {} : { claimRef }),
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [hostname] }] },
          ],
        },
      },
    },
  });
  return name;
}

export interface ClaimOptions {
  readonly storageClass: string;
  /** Binds it to this volume, without a pod that uses it. */
  readonly volumeName?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export async function createClaim(
  cluster: TestCluster,
  namespace: string,
  name: string,
  { storageClass, volumeName, annotations = {} }: ClaimOptions,
): Promise<Claim> {
  return cluster.api.create<Claim>(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`, {
    metadata: { name, annotations },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      resources: { requests: { storage: '1Gi' } },
      ...(volumeName === undefined ? {} : { volumeName }),
    },
  });
}

export async function waitUntilBound(cluster: TestCluster, namespace: string, name: string): Promise<Claim> {
  const claim = await eventually(() => findClaim(cluster, namespace, name), {
    describe: `claim ${namespace}/${name} to be bound`,
    until: (found) => found?.status?.phase === 'Bound',
  });
  if (claim === undefined) throw new Error(`claim ${namespace}/${name} is gone`);
  return claim;
}

/** A StatefulSet of one pod, with one claim `data-NAME-0`; resolves when the claim is bound and the pod runs. */
export async function createStatefulSet(
  cluster: TestCluster,
  namespace: string,
  name: string,
  storageClass: string,
): Promise<void> {
  const labels = { app: name };
  await cluster.api.create(`${SETS}/${namespace}/statefulsets`, {
    metadata: { name },
    spec: {
      serviceName: name,
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            { name: 'main', image: 'example.test/none:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: storageClass,
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  });
  await waitUntilBound(cluster, namespace, `data-${name}-0`);
  await waitUntilRunning(cluster, namespace, `${name}-0`);
}

export async function waitUntilRunning(
  cluster: TestCluster,
  namespace: string,
  pod: string,
): Promise<KubernetesObject> {
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}`;
  const found = await eventually(() => cluster.api.find<KubernetesObject & { status?: { phase?: string } }>(path), {
    describe: `pod ${namespace}/${pod} to run`,
    until: (seen) => seen?.status?.phase === 'Running' && seen.metadata.deletionTimestamp === undefined,
  });
  if (found === undefined) throw new Error(`pod ${namespace}/${pod} is gone`);
  return found;
}
