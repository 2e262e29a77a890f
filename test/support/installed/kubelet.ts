import { mkdirSync } from 'node:fs';
import type { Server } from 'node:https';
import { join } from 'node:path';
import { Api } from '../../../hack/control-plane/api.ts';
import type { ClusterAccess } from '../../../hack/control-plane/cluster-access.ts';
import { KUBELET_LABEL } from '../../../hack/control-plane/command-lines.ts';
import { readKubeconfig } from '../../../hack/control-plane/kubeconfig.ts';
import type { Supervisor } from '../../../hack/control-plane/supervisor.ts';
import type { Addresses } from './addresses.ts';
import type { ContainerRun } from './container-run.ts';
import { FEATURE } from './exec-server.ts';
import type { Image } from './image.ts';
import { serveKubelet } from './kubelet-server.ts';
import type { Pod } from './pod.ts';
import { PodRun } from './pod-run.ts';
import { sleep } from './probes.ts';
import type { Sandbox } from './sandbox.ts';

/** The value of the label `kubelet` of Nodes that run our image. */
export const MACHINES = 'machines';

export interface KubeletOptions {
  readonly node: string;
  readonly access: ClusterAccess;
  readonly images: readonly Image[];
  readonly sandbox: Sandbox;
  readonly supervisor: Supervisor;
  readonly addresses: Addresses;
  readonly folder: string;
}

const HEARTBEAT_MS = 2_000;

/**
 * A Node and its kubelet, which runs Pods of our images as processes of this machine. It is to the API server what a kubelet
 * is, `system:node:NAME`, and may do no more.
 */
export class Kubelet implements AsyncDisposable {
  readonly node: string;
  /** By the uid of the Pod. */
  readonly pods = new Map<string, PodRun>();
  readonly #options: KubeletOptions;
  readonly #api: Api;
  readonly #address: string;
  readonly #ending = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #server: Server | undefined;

  static async start(options: KubeletOptions): Promise<Kubelet> {
    const user = `system:node:${options.node}`;
    const kubeconfig = await options.access.kubeconfigFor({ user, groups: ['system:nodes'] });
    const kubelet = new Kubelet(options, new Api(readKubeconfig(kubeconfig)));
    await kubelet.#register();
    await kubelet.#serve();
    kubelet.#loops.push(kubelet.#beat(), kubelet.#follow());
    return kubelet;
  }

  constructor(options: KubeletOptions, api: Api) {
    this.#options = options;
    this.#api = api;
    this.#address = options.addresses.next();
    this.node = options.node;
  }

  /** Everything ends as when the machine's power does: the API server is not told. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    for (const run of this.pods.values()) run.abandon();
    this.#server?.close();
    this.#server?.closeAllConnections();
    await Promise.all([...this.#loops, ...[...this.pods.values()].map(({ over }) => over)]);
    this.#api[Symbol.dispose]();
  }

  async #register(): Promise<void> {
    const labels = {
      [KUBELET_LABEL]: MACHINES,
      'kubernetes.io/hostname': this.node,
      'kubernetes.io/os': 'linux',
    };
    // The operator tolerates it; what else is on the cluster stays away.
    const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: this.node, labels }, spec: { taints } };
    await this.#api.create('/api/v1/nodes', node);
    await this.#writeNodeStatus();
  }

  async #serve(): Promise<void> {
    this.#server = await serveKubelet(this.#address, this.#options.access.authority, (...names) =>
      this.#find(...names),
    );
  }

  /** Of Pods of one name the one that came last. */
  #find(namespace: string, pod: string, container: string): ContainerRun | undefined {
    const runs = [...this.pods.values()].filter(({ pod: { metadata } }) => metadata.name === pod);
    const run = runs.findLast(({ pod: { metadata } }) => metadata.namespace === namespace);
    return run?.containers.find((candidate) => candidate.container.name === container);
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await sleep(HEARTBEAT_MS, signal);
      await this.#writeNodeStatus().catch(() => {});
    }
  }

  async #writeNodeStatus(): Promise<void> {
    const now = new Date().toISOString();
    const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };
    const resources = { cpu: '8', memory: '16Gi', pods: '110', 'ephemeral-storage': '100Gi' };
    const status = {
      conditions: [{ ...ready, lastHeartbeatTime: now, lastTransitionTime: now }],
      nodeInfo: { kubeletVersion: 'played' },
      // No name: it is what the API server would call.
      addresses: [{ type: 'InternalIP', address: this.#address }],
      capacity: resources,
      allocatable: resources,
      declaredFeatures: [FEATURE],
    };
    await this.#api.patch(`/api/v1/nodes/${this.node}/status`, { status }, 'strategic');
  }

  /** The list, and then whatever changes, again and again: a watch that ends is begun anew. */
  async #follow(): Promise<void> {
    const { signal } = this.#ending;
    const path = `/api/v1/pods?fieldSelector=spec.nodeName=${this.node}`;
    while (!signal.aborted) {
      try {
        const list = await this.#api.get<PodList>(path);
        const there = new Set(list.items.map(({ metadata }) => metadata.uid));
        for (const [uid, run] of this.pods) if (!there.has(uid)) run.update(undefined);
        for (const pod of list.items) this.#see(pod);
        const changes = this.#api.watch<Pod>(`${path}&resourceVersion=${list.metadata.resourceVersion}`, signal);
        for await (const { type, object } of changes) {
          if (type === 'DELETED') this.pods.get(object.metadata.uid)?.update(undefined);
          else if (type === 'ERROR') break;
          else this.#see(object);
        }
      } catch {
        await sleep(500, signal);
      }
    }
  }

  #see(pod: Pod): void {
    const { uid } = pod.metadata;
    const known = this.pods.get(uid);
    if (known) {
      known.update(pod);
      return;
    }
    const { access, images, sandbox, supervisor, addresses, folder } = this.#options;
    const home = join(folder, uid);
    mkdirSync(home, { recursive: true, mode: 0o755 });
    const setting = { api: this.#api, images, sandbox, supervisor, server: access.server, folder: home };
    const run = new PodRun(pod, { ...setting, address: addresses.next(), hostAddress: this.#address });
    this.pods.set(uid, run);
    run.update(pod);
    void run.over.then(() => this.pods.delete(uid));
  }
}

interface PodList {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly Pod[];
}
