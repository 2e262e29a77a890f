import { ApiError, type ObjectMeta } from '../../hack/control-plane/api.ts';
import { eventually } from './eventually.ts';
import type { TestCluster } from './test-cluster.ts';

const ATTACHMENTS = '/apis/storage.k8s.io/v1/volumeattachments';
const VOLUMES = '/api/v1/persistentvolumes';

export interface Attachment {
  metadata: ObjectMeta;
  spec: { attacher: string; nodeName: string; source: { persistentVolumeName?: string } };
  status?: { attached?: boolean; [field: string]: unknown };
}

export interface Volume {
  metadata: ObjectMeta;
  spec: Record<string, unknown>;
  status?: { phase?: string };
}

export interface VolumeOptions {
  readonly driver: string;
  readonly accessModes?: readonly string[];
  /** A claim `namespace/name` that is bound to it. */
  readonly claim?: readonly [namespace: string, name: string];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  /** More of its spec. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A PersistentVolume called PREFIX-SUFFIX, Bound where it has a claim; it goes with the test file. */
export async function createVolume(cluster: TestCluster, suffix: string, options: VolumeOptions): Promise<string> {
  const { driver, accessModes = ['ReadWriteOnce'], claim, annotations = {}, finalizers, spec = {} } = options;
  const name = cluster.name(suffix);
  cluster.atEnd(() => removeVolume(cluster, name));
  const [namespace, claimName] = claim ?? [];
  const common = { accessModes, storageClassName: '' };
  await cluster.api.create(VOLUMES, {
    metadata: { name, annotations, ...(finalizers ? { finalizers } : {}) },
    spec: {
      ...common,
      capacity: { storage: '1Gi' },
      persistentVolumeReclaimPolicy: 'Retain',
      csi: { driver, volumeHandle: name },
      ...(claim === undefined ? {} : { claimRef: { namespace, name: claimName } }),
      ...spec,
    },
  });
  if (claim === undefined) return name;
  await cluster.api.create(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`, {
    metadata: { name: claimName },
    spec: { ...common, volumeName: name, resources: { requests: { storage: '1Gi' } } },
  });
  await eventually(() => cluster.api.get<Volume>(`${VOLUMES}/${name}`), {
    describe: `volume ${name} to be bound`,
    until: ({ status }) => status?.phase === 'Bound',
  });
  return name;
}

async function removeVolume(cluster: TestCluster, name: string): Promise<void> {
  await cluster.api.delete(`${VOLUMES}/${name}`);
  await cluster.api.patch(`${VOLUMES}/${name}`, { metadata: { finalizers: null } }).catch(ignoreNotFound);
}

/** Lets the controller-manager find that the claim is gone: the volume becomes Released. */
export async function release(cluster: TestCluster, namespace: string, claim: string, volume: string): Promise<void> {
  await cluster.api.delete(`/api/v1/namespaces/${namespace}/persistentvolumeclaims/${claim}`);
  await eventually(() => cluster.api.get<Volume>(`${VOLUMES}/${volume}`), {
    describe: `volume ${volume} to be released`,
    until: ({ status }) => status?.phase === 'Released' || status?.phase === 'Failed',
  });
}

export interface AttachmentOptions {
  readonly driver: string;
  readonly node: string;
  readonly volume: string;
  readonly finalizers?: readonly string[];
}

/** A VolumeAttachment called PREFIX-SUFFIX, with the finalizer of an external-attacher unless told. */
export async function createAttachment(
  cluster: TestCluster,
  suffix: string,
  { driver, node, volume, finalizers = [attacherFinalizer(driver)] }: AttachmentOptions,
): Promise<string> {
  const name = cluster.name(suffix);
  cluster.atEnd(() => removeAttachment(cluster, name));
  await cluster.api.create(ATTACHMENTS, {
    metadata: { name, finalizers },
    spec: { attacher: driver, nodeName: node, source: { persistentVolumeName: volume } },
  });
  return name;
}

/** The last that an external-attacher does: nothing is attached any more. */
export async function removeAttachment(cluster: TestCluster, name: string): Promise<void> {
  await cluster.api.delete(`${ATTACHMENTS}/${name}`);
  await cluster.api.patch(`${ATTACHMENTS}/${name}`, { metadata: { finalizers: null } }).catch(ignoreNotFound);
}

export const setAttachmentStatus = (cluster: TestCluster, name: string, status: object): Promise<Attachment> =>
  cluster.api.patch<Attachment>(`${ATTACHMENTS}/${name}/status`, { status: { attached: true, ...status } });

export async function attachmentsOf(cluster: TestCluster, node: string): Promise<readonly Attachment[]> {
  const all = await cluster.api.list<Attachment>(ATTACHMENTS);
  return all.filter(({ spec }) => spec.nodeName === node);
}

/** Plays the external-attacher of a driver that never fails, until disposed of. */
export function playAttacher(cluster: TestCluster, driver: string): AsyncDisposable {
  const stop = new AbortController();
  const attend = async ({ metadata, spec, status }: Attachment) => {
    if (spec.attacher !== driver) return;
    const { name, deletionTimestamp, finalizers = [] } = metadata;
    const path = `${ATTACHMENTS}/${name}`;
    if (deletionTimestamp !== undefined) {
      await cluster.api.patch(path, { metadata: { finalizers: null } }).catch(ignoreNotFound);
    } else if (status?.attached !== true) {
      const own = [...new Set([...finalizers, attacherFinalizer(driver)])];
      await cluster.api.patch(path, { metadata: { finalizers: own } }).catch(ignoreNotFound);
      await setAttachmentStatus(cluster, name, {}).catch(ignoreNotFound);
    }
  };
  const work = (async () => {
    for await (const { type, object } of cluster.api.watch<Attachment>(ATTACHMENTS, stop.signal)) {
      if (type === 'ADDED' || type === 'MODIFIED') await attend(object);
    }
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await work;
    },
  };
}

export const attacherFinalizer = (driver: string): string => `external-attacher/${driver.replaceAll('.', '-')}`;

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}
