import { rm } from 'node:fs/promises';
import type { ClusterAccess } from '../../../hack/control-plane/cluster-access.ts';
import { KUBELET_LABEL } from '../../../hack/control-plane/command-lines.ts';
import type { Supervisor } from '../../../hack/control-plane/supervisor.ts';
import { Addresses } from './addresses.ts';
import type { Image } from './image.ts';
import { Kubelet, MACHINES } from './kubelet.ts';
import type { PodRun } from './pod-run.ts';
import { chooseSandbox } from './sandbox.ts';
import { ServiceProxy } from './services.ts';

export interface MachinesOptions {
  readonly access: ClusterAccess;
  readonly supervisor: Supervisor;
  readonly images: readonly Image[];
  /** Names of the Nodes. */
  readonly nodes: readonly string[];
  /** For the files of Pods; it is theirs alone. */
  readonly folder: string;
}

/**
 * What a control plane lacks to be a cluster in which our image can be installed: Nodes that run it, as processes of this
 * machine, and Services that lead to them.
 */
export class Machines implements AsyncDisposable {
  readonly services: ServiceProxy;
  readonly kubelets: readonly Kubelet[];
  readonly #options: MachinesOptions;

  static async start(options: MachinesOptions): Promise<Machines> {
    await using stack = new AsyncDisposableStack();
    const services = stack.use(await ServiceProxy.start(options.access));
    const [addresses, sandbox] = [new Addresses(), chooseSandbox()];
    const kubelets: Kubelet[] = [];
    for (const node of options.nodes) {
      kubelets.push(stack.use(await Kubelet.start({ ...options, node, addresses, sandbox })));
    }
    stack.move();
    return new Machines(options, services, kubelets);
  }

  constructor(options: MachinesOptions, services: ServiceProxy, kubelets: readonly Kubelet[]) {
    this.#options = options;
    this.services = services;
    this.kubelets = kubelets;
  }

  /** What a Pod must ask for to come here. */
  get nodeSelector(): Readonly<Record<string, string>> {
    return { [KUBELET_LABEL]: MACHINES };
  }

  /** Those that run now. */
  get pods(): readonly PodRun[] {
    return this.kubelets.flatMap(({ pods }) => [...pods.values()]);
  }

  /** What the Pods have said lately. */
  lastLines(count: number): string {
    const runs = this.pods.flatMap(({ pod, containers }) => containers.map(({ log }) => ({ pod, log })));
    return runs.map(({ pod, log }) => `--- the last lines of ${pod.metadata.name}:\n${log.last(count)}`).join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.kubelets.map((kubelet) => kubelet[Symbol.asyncDispose]()));
    await this.services[Symbol.asyncDispose]();
    const { api } = this.#options.access;
    for (const { node } of this.kubelets) {
      const path = `/api/v1/nodes/${node}`;
      await api.delete(path);
      if (await api.find(path)) await api.patch(path, { metadata: { finalizers: null } }).catch(() => {});
    }
    await rm(this.#options.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
