import { join } from 'node:path';
import type { Api } from '../../../hack/control-plane/api.ts';
import type { Supervisor } from '../../../hack/control-plane/supervisor.ts';
import { loopbackOf } from './addresses.ts';
import { ContainerRun } from './container-run.ts';
import { environmentOf } from './environment.ts';
import type { Image } from './image.ts';
import { type Container, type Pod, type PodCondition, unsupported } from './pod.ts';
import { type PodFacts, statusOf } from './pod-status.ts';
import { PodVolumes } from './pod-volumes.ts';
import { sleep } from './probes.ts';
import type { Launch, Sandbox } from './sandbox.ts';

export interface PodSetting {
  /** As the kubelet. */
  readonly api: Api;
  readonly images: readonly Image[];
  readonly sandbox: Sandbox;
  readonly supervisor: Supervisor;
  /** Of the API server. */
  readonly server: string;
  /** For the Pod's files; goes with the Pod's harness. */
  readonly folder: string;
  readonly address: string;
  readonly hostAddress: string;
}

const REFRESH_MS = 1_000;

/** One Pod's life on its Node, from being bound to it to being gone. */
export class PodRun {
  pod: Pod;
  containers: readonly ContainerRun[] = [];
  /** Resolves when nothing of it runs any more. */
  readonly over: Promise<void>;
  readonly #setting: PodSetting;
  readonly #volumes: PodVolumes;
  readonly #ending = new AbortController();
  readonly #startTime = new Date().toISOString();
  readonly #transitions = new Map<string, { readonly status: string; readonly since: string }>();
  readonly #refusal: string | undefined;
  #waitsFor: string | undefined;
  #isAbandoned = false;
  #reporting = Promise.resolve();

  constructor(pod: Pod, setting: PodSetting) {
    this.pod = pod;
    this.#setting = setting;
    this.#volumes = new PodVolumes(setting.api, pod, join(setting.folder, 'volumes'));
    this.#refusal = unsupported(
      pod,
      setting.images.map(({ name }) => name),
    );
    this.over = this.#live();
  }

  /** The API server has something new of it; undefined: it is gone there, by force. */
  update(pod: Pod | undefined): void {
    this.pod = pod ?? this.pod;
    if (pod === undefined || pod.metadata.deletionTimestamp) this.#ending.abort();
    // Who took the Node for dead has said so of its Pods as well.
    else if (pod.status?.conditions?.some((condition) => this.#contradicts(condition))) this.#report();
  }

  /** Ends it without a word to the API server, as when the machine's power goes. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#ending.abort();
  }

  async #live(): Promise<void> {
    const { signal } = this.#ending;
    this.#report();
    if (this.#refusal === undefined) {
      await this.#mount(signal);
      const refreshing = this.#refresh(signal);
      this.containers = signal.aborted ? [] : this.pod.spec.containers.map((container) => this.#container(container));
      await Promise.all(this.containers.map((container) => container.run(signal)));
      this.#report();
      await refreshing;
    }
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await this.#reporting;
    if (!this.#isAbandoned) await this.#remove();
  }

  async #mount(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#volumes.write();
        this.#waitsFor = undefined;
        return;
      } catch (error) {
        this.#waitsFor = error instanceof Error ? error.message : String(error);
        this.#report();
        await sleep(REFRESH_MS, signal);
      }
    }
  }

  /** What changes in ConfigMaps and Secrets comes to a container that runs; a kubelet takes up to a minute for that. */
  async #refresh(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(REFRESH_MS, signal);
      // A Secret that has been deleted leaves its last content.
      if (!signal.aborted) await this.#volumes.write().catch(() => {});
    }
  }

  #container(container: Container): ContainerRun {
    const { address, supervisor } = this.#setting;
    return new ContainerRun({
      container,
      restartPolicy: this.pod.spec.restartPolicy,
      graceSeconds: () =>
        this.pod.metadata.deletionGracePeriodSeconds ?? this.pod.spec.terminationGracePeriodSeconds ?? 30,
      address: loopbackOf(address),
      supervisor,
      launch: (command) => this.#launch(container, command),
      changed: () => this.#report(),
    });
  }

  async #launch(container: Container, command?: readonly string[]): Promise<Launch> {
    const { api, images, sandbox, server, address, folder } = this.#setting;
    const { spec, metadata } = this.pod;
    const image = images.find(({ name }) => name === container.image);
    if (!image) throw new Error(`there is no image ${container.image}`);
    const { hostname, port } = new URL(server);
    const podWithAddress = { ...this.pod, status: { ...this.pod.status, podIP: address } };
    const user = container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser ?? 65_532;
    return sandbox({
      image,
      argv: command ?? [...(container.command ?? image.entrypoint), ...(container.args ?? [])],
      env: {
        ...image.env,
        HOSTNAME: metadata.name,
        KUBERNETES_SERVICE_HOST: hostname,
        KUBERNETES_SERVICE_PORT: port,
        // Every Pod here shares this machine's network.
        BIND_ADDRESS: loopbackOf(address),
        ...(await environmentOf(podWithAddress, container.env ?? [], api)),
      },
      mounts: (container.volumeMounts ?? []).map(({ name, mountPath }) => ({
        path: mountPath,
        folder: this.#volumes.folderOf(name),
      })),
      user,
      group: spec.securityContext?.runAsGroup ?? user,
      readOnlyRoot: container.securityContext?.readOnlyRootFilesystem ?? false,
      folder,
      server,
    });
  }

  /** One after the other, each with what is known when its turn comes. */
  #report(): void {
    if (!this.#isAbandoned) this.#reporting = this.#reporting.then(() => this.#writeStatus()).catch(() => {});
  }

  async #writeStatus(): Promise<void> {
    const { api, address, hostAddress } = this.#setting;
    const { namespace, name, uid } = this.pod.metadata;
    const status = statusOf({
      pod: this.pod,
      podIP: address,
      hostIP: hostAddress,
      startTime: this.#startTime,
      containers: this.containers,
      refusal: this.#refusal,
      waitsFor: this.#waitsFor,
      since: (type, state) => this.#since(type, state),
    } satisfies PodFacts);
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
    await api.patch(path, { metadata: { uid }, status }, 'strategic');
  }

  #since(type: string, status: string): string {
    const known = this.#transitions.get(type);
    if (known?.status === status) return known.since;
    const since = new Date().toISOString();
    this.#transitions.set(type, { status, since });
    return since;
  }

  #contradicts({ type, status }: PodCondition): boolean {
    const known = this.#transitions.get(type);
    return known !== undefined && known.status !== status;
  }

  async #remove(): Promise<void> {
    const { namespace, name, uid } = this.pod.metadata;
    const options = { gracePeriodSeconds: 0, preconditions: { uid } };
    // It may be gone, or another of its name be there.
    await this.#setting.api.delete(`/api/v1/namespaces/${namespace}/pods/${name}`, options).catch(() => {});
  }
}
