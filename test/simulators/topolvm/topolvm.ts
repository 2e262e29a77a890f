import { setTimeout as delay } from 'node:timers/promises';
import { type Api, ApiError, type KubernetesObject } from '../../../hack/control-plane/api.ts';
import { TOPOLVM_GROUP } from '../definitions/topolvm.ts';

/**
 * Plays TopoLVM's controller, its provisioner and its part on the Nodes, as far as a removal sees them, after
 * `internal/controller/node_controller.go` of v0.41 (https://github.com/topolvm/topolvm).
 */
export interface TopoLvmOptions {
  /** `--skip-node-finalize`: the finalizer comes off the Node, and nothing else is done. */
  readonly skipNodeFinalize?: boolean;
  /** The legacy names (`useLegacy`). */
  readonly group?: string;
}

interface Node extends KubernetesObject {}
interface Claim extends KubernetesObject {
  readonly spec: { readonly storageClassName?: string; readonly volumeName?: string };
}
interface Volume extends KubernetesObject {
  readonly spec: { readonly csi?: { readonly driver: string }; readonly persistentVolumeReclaimPolicy: string };
  readonly status?: { readonly phase?: string };
}
interface LogicalVolume extends KubernetesObject {
  readonly spec: { readonly name: string; readonly nodeName: string };
}

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const CLAIMS = '/api/v1/persistentvolumeclaims';
const VOLUMES = '/api/v1/persistentvolumes';
const claimPath = (namespace: string, name: string) => `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${name}`;

export class TopoLvm {
  readonly group: string;
  readonly #api: Api;
  readonly #skips: boolean;

  constructor(api: Api, { skipNodeFinalize = false, group = TOPOLVM_GROUP }: TopoLvmOptions = {}) {
    this.#api = api;
    this.#skips = skipNodeFinalize;
    this.group = group;
  }

  get nodeFinalizer(): string {
    return `${this.group}/node`;
  }

  #logicalVolumePath(name = ''): string {
    return `/apis/${this.group}/v1/logicalvolumes${name === '' ? '' : `/${name}`}`;
  }

  /** What CreateVolume and the provisioner leave for a claim: a LogicalVolume on the Node, and its PersistentVolume. */
  async provision(namespace: string, claimName: string, node: string): Promise<string> {
    const claim = await this.#api.get<Claim>(claimPath(namespace, claimName));
    const name = `pvc-${claim.metadata.uid}`;
    await this.#api.create(this.#logicalVolumePath(), {
      apiVersion: `${this.group}/v1`,
      kind: 'LogicalVolume',
      metadata: { name, finalizers: [`${this.group}/logicalvolume`] },
      spec: { name, nodeName: node, size: '1Gi', deviceClass: 'ssd' },
    });
    await this.#api.create(VOLUMES, {
      metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': this.group } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        persistentVolumeReclaimPolicy: 'Delete',
        storageClassName: claim.spec.storageClassName,
        csi: { driver: this.group, volumeHandle: `volume-${name}` },
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          namespace,
          name: claimName,
          uid: claim.metadata.uid,
        },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: `topology.${this.group}/node`, operator: 'In', values: [node] }] },
            ],
          },
        },
      },
    });
    return name;
  }

  /** One reconciliation of a Node. It waits for nothing: claims may be Terminating for long after the finalizer is off. */
  async finalizeNode(name: string): Promise<void> {
    const node = await this.#api.find<Node>(`/api/v1/nodes/${name}`);
    if (node?.metadata.deletionTimestamp === undefined || !node.metadata.finalizers?.includes(this.nodeFinalizer))
      return;
    if (!this.#skips) {
      await this.#deleteClaims(name);
      for (const volume of await this.logicalVolumesOn(name)) await this.#abandon(volume.metadata.name);
    }
    const finalizers = node.metadata.finalizers.filter((finalizer) => finalizer !== this.nodeFinalizer);
    await this.#patch(`/api/v1/nodes/${name}`, { finalizers });
  }

  /** What the provisioner and the Node do about volumes whose claim is gone. */
  async deleteReleased(): Promise<void> {
    for (const { metadata, spec, status } of await this.#api.list<Volume>(VOLUMES)) {
      const isOurs = spec.csi?.driver === this.group && spec.persistentVolumeReclaimPolicy === 'Delete';
      if (!isOurs || status?.phase !== 'Released') continue;
      await this.#api.delete(this.#logicalVolumePath(metadata.name));
      await this.#patch(this.#logicalVolumePath(metadata.name), { finalizers: null });
      await this.#api.delete(`${VOLUMES}/${metadata.name}`);
    }
  }

  async logicalVolumesOn(node: string): Promise<readonly LogicalVolume[]> {
    const all = await this.#api.list<LogicalVolume>(this.#logicalVolumePath());
    return all.filter(({ spec }) => spec.nodeName === node);
  }

  /** Does all of it again and again, until disposed of. */
  run(node: string): AsyncDisposable {
    const stop = new AbortController();
    const work = (async () => {
      while (!stop.signal.aborted) {
        await this.finalizeNode(node);
        await this.deleteReleased();
        await delay(50);
      }
    })();
    return {
      [Symbol.asyncDispose]: async () => {
        stop.abort();
        await work;
      },
    };
  }

  /** Those that the scheduler has placed here. One with immediate binding has no such annotation, and is missed. */
  async #deleteClaims(node: string): Promise<void> {
    for (const { metadata, spec } of await this.#api.list<Claim>(CLAIMS)) {
      if (metadata.annotations?.[SELECTED_NODE] !== node) continue;
      const path = `/apis/storage.k8s.io/v1/storageclasses/${spec.storageClassName ?? ''}`;
      const storageClass = await this.#api.find<KubernetesObject>(path);
      if (storageClass?.provisioner !== this.group) continue;
      await this.#api.delete(claimPath(metadata.namespace ?? '', metadata.name));
    }
  }

  async #abandon(name: string): Promise<void> {
    const path = this.#logicalVolumePath(name);
    await this.#patch(path, { annotations: { [`${this.group}/pendingdeletion`]: 'true' }, finalizers: null });
    await this.#api.delete(path);
  }

  async #patch(path: string, metadata: object): Promise<void> {
    await this.#api.patch(path, { metadata }).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    });
  }
}
