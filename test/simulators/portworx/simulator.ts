import type { Api } from '../../../hack/control-plane/api.ts';
import { ClusterState } from './cluster-state.ts';
import type { JobState, SimulatedNode, SimulatedVolume } from './objects.ts';
import { RestServer, type RestServerOptions } from './rest-server.ts';

/** What is needed of a TestCluster. */
export interface SimulatedCluster {
  readonly api: Api;
}

export interface PxNodeOptions {
  readonly storage?: boolean;
  readonly kvdb?: boolean;
}

export interface PxVolumeOptions {
  /** Names of Nodes that have a copy. */
  readonly on: readonly string[];
  readonly haLevel?: number;
  /** `namespace/name` of the claim that it belongs to. */
  readonly claim?: string;
  readonly attachedTo?: string;
}

/** What the operator makes of a status. */
const PHASES: Readonly<Record<string, string>> = {
  STATUS_OK: 'Online',
  STATUS_OFFLINE: 'Offline',
  STATUS_MAINTENANCE: 'Maintenance',
  STATUS_NOT_IN_QUORUM: 'NotInQuorum',
  STATUS_STORAGE_DEGRADED: 'Degraded',
  STATUS_DECOMMISSION: 'Decommissioned',
};

/**
 * Plays Portworx: its REST API, and what its operator does with StorageNodes on a real API server.
 *
 *     await installDefinitions(cluster, PORTWORX_DEFINITIONS);            // once in a test file
 *     await using portworx = await PortworxSimulator.start(cluster, namespace);
 *     for (const node of [a, b, c]) await portworx.addNode(node);
 *     portworx.addVolume('v1', { on: [a, b] });
 */
export class PortworxSimulator implements AsyncDisposable {
  readonly state: ClusterState;
  readonly rest: RestServer;
  /** The operator deletes the StorageNode of a node that Portworx has forgotten. */
  operatorIsUp = true;
  readonly #api: Api;
  readonly #path: string;

  private constructor(api: Api, namespace: string, state: ClusterState, rest: RestServer) {
    this.#api = api;
    this.#path = `/apis/core.libopenstorage.org/v1/namespaces/${namespace}/storagenodes`;
    this.state = state;
    this.rest = rest;
  }

  static async start(
    { api }: SimulatedCluster,
    namespace: string,
    options: RestServerOptions = {},
  ): Promise<PortworxSimulator> {
    const state = new ClusterState();
    return new PortworxSimulator(api, namespace, state, await RestServer.start(state, options));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rest[Symbol.asyncDispose]();
    for (const { nodeName } of this.state.nodes.values()) await this.#api.delete(`${this.#path}/${nodeName}`);
  }

  idOf(nodeName: string): string {
    return `px-${nodeName}`;
  }

  async addNode(nodeName: string, { storage = true, kvdb = false }: PxNodeOptions = {}): Promise<SimulatedNode> {
    const id = this.idOf(nodeName);
    const node = { id, nodeName, status: 'STATUS_OK', storage, kvdb, attachmentsDisabled: false };
    this.state.nodes.set(id, node);
    await this.#api.create(this.#path, {
      apiVersion: 'core.libopenstorage.org/v1',
      kind: 'StorageNode',
      metadata: { name: nodeName },
      spec: { version: '3.3.0' },
    });
    await this.#writeStatus(node);
    return node;
  }

  addVolume(name: string, options: PxVolumeOptions): SimulatedVolume {
    const nodes = options.on.map((node) => this.idOf(node));
    const [namespace = '', pvc = ''] = options.claim?.split('/') ?? [];
    const volume = {
      id: `id-of-${name}`,
      name,
      labels: options.claim === undefined ? {} : { namespace, pvc },
      haLevel: options.haLevel ?? nodes.length,
      status: 'VOLUME_STATUS_UP',
      replicaSets: [nodes],
      current: [nodes],
      attachedOn: options.attachedTo === undefined ? '' : this.idOf(options.attachedTo),
      inTrash: false,
    };
    this.state.volumes.set(volume.id, volume);
    return volume;
  }

  /** Portworx's own word for it, and the operator's a moment later. */
  async setStatus(nodeName: string, status: string): Promise<void> {
    const node = this.state.nodes.get(this.idOf(nodeName));
    if (node === undefined) throw new Error(`Portworx has no node on ${nodeName}`);
    node.status = status;
    await this.#writeStatus(node);
  }

  /** What becomes of jobs from now on: a step with each look, and the last stays. */
  jobsGo(...states: readonly JobState[]): void {
    this.state.jobsGo = states;
  }

  /** The operator looks: a StorageNode goes whose node Portworx does not have any more. */
  async syncOperator(): Promise<void> {
    if (!this.operatorIsUp) return;
    const known = new Set([...this.state.nodes.values()].map(({ nodeName }) => nodeName));
    for (const { metadata } of await this.#api.list(this.#path)) {
      if (!known.has(metadata.name)) await this.#api.delete(`${this.#path}/${metadata.name}`);
    }
  }

  async #writeStatus({ id, nodeName, status, storage, kvdb }: SimulatedNode): Promise<void> {
    const phase = PHASES[status] ?? 'Unknown';
    const conditions = [{ type: 'NodeState', status: phase, lastTransitionTime: new Date().toISOString() }];
    await this.#api.patch(`${this.#path}/${nodeName}/status`, {
      status: { nodeUid: id, phase, conditions, nodeAttributes: { storage, kvdb } },
    });
  }
}
