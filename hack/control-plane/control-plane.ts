import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Binaries, type LocateOptions, locateBinaries } from './binaries.ts';
import { ClusterAccess } from './cluster-access.ts';
import { COMMAND_LINES, type Ports, type Setting } from './command-lines.ts';
import { Component } from './component.ts';
import { COMPONENTS, type ComponentName } from './components.ts';
import { writeCredentials } from './credentials.ts';
import { writeEgressSelector } from './egress.ts';
import { grantKwokAccess } from './kwok-access.ts';
import { Layout } from './layout.ts';
import { freePort } from './ports.ts';
import { answersOk } from './probe.ts';
import { PROGRAMS } from './programs.ts';
import { Supervisor } from './supervisor.ts';

export interface ControlPlaneOptions extends LocateOptions {
  /** Default: a temporary folder that is removed at the end. */
  readonly dataDir?: string;
  /** Components that are not started; `component(name).start()` starts one later. */
  readonly without?: readonly ComponentName[];
  /** Further arguments, which win over ours. */
  readonly flags?: Partial<Readonly<Record<ComponentName, readonly string[]>>>;
  /** Writes who changed what to `layout.auditLog`. */
  readonly auditLog?: boolean;
}

type Components = Readonly<Record<ComponentName, Component>>;

/** A control plane that ends with this process, however that ends, unless it is released. */
export class ControlPlane extends ClusterAccess implements AsyncDisposable {
  readonly #components: Components;
  readonly #supervisor: Supervisor;

  constructor(setting: Setting, components: Components, supervisor: Supervisor) {
    super({ dataDir: setting.layout.root, server: serverUrl(setting.ports) });
    this.#components = components;
    this.#supervisor = supervisor;
  }

  component(name: ComponentName): Component {
    return this.#components[name];
  }

  /** Lets it run on after this process has ended. */
  release(): void {
    this.#supervisor.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this[Symbol.dispose]();
    await this.#supervisor[Symbol.asyncDispose]();
  }
}

/** Resolves when the API server answers and Pods can be created. Whatever goes wrong, nothing is left running. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const binaries = await locateBinaries(options);
  await using stack = new AsyncDisposableStack();
  const supervisor = stack.use(new Supervisor());
  const setting: Setting = {
    layout: new Layout(options.dataDir ?? temporaryFolder(supervisor)),
    ports: await choosePorts(),
    auditLog: options.auditLog ?? false,
  };
  linkBinaries(setting.layout, binaries);
  writeCredentials(setting.layout, serverUrl(setting.ports));
  writeEgressSelector(setting.layout);
  const components = createComponents(setting, binaries, options.flags ?? {}, supervisor);
  const controlPlane = new ControlPlane(setting, components, supervisor);
  await startComponents(controlPlane, options);
  stack.move();
  return controlPlane;
}

async function startComponents(controlPlane: ControlPlane, options: ControlPlaneOptions): Promise<void> {
  const { without = [], signal } = options;
  const wanted = COMPONENTS.filter((name) => !without.includes(name)).map((name) => controlPlane.component(name));
  const launch = async (component: Component) => {
    component.launch();
    await component.ready(signal);
  };
  const [first, second] = [wanted.slice(0, 2), wanted.slice(2)];
  await Promise.all(first.map(launch));
  await grantKwokAccess(controlPlane.api);
  await Promise.all(second.map(launch));
  if (!without.includes('kube-controller-manager')) await podsCanBeCreated(controlPlane, signal);
}

/** Admission refuses Pods until the controller-manager has made their namespace's service account. */
async function podsCanBeCreated({ api }: ControlPlane, signal: AbortSignal | undefined): Promise<void> {
  while (!(await api.find('/api/v1/namespaces/default/serviceaccounts/default'))) {
    await delay(50, undefined, { signal });
  }
}

function createComponents(
  setting: Setting,
  binaries: Binaries,
  flags: NonNullable<ControlPlaneOptions['flags']>,
  supervisor: Supervisor,
): Components {
  const { layout, ports } = setting;
  const create = (name: ComponentName, url: string) =>
    new Component(
      {
        name,
        program: binaries[name],
        args: [...COMMAND_LINES[name](setting), ...(flags[name] ?? [])],
        logFile: layout.log(name),
        home: layout.root,
        isReady: (signal) => answersOk(url, { signal, caFile: layout.pki('ca.crt') }),
      },
      supervisor,
    );
  return {
    etcd: create('etcd', `http://127.0.0.1:${ports.etcd}/health`),
    'kube-apiserver': create('kube-apiserver', `${serverUrl(ports)}/readyz`),
    'kube-controller-manager': create(
      'kube-controller-manager',
      `https://127.0.0.1:${ports['kube-controller-manager']}/healthz`,
    ),
    'kube-scheduler': create('kube-scheduler', `https://127.0.0.1:${ports['kube-scheduler']}/healthz`),
    kwok: create('kwok', `http://127.0.0.1:${ports.kwok}/healthz`),
  };
}

function temporaryFolder(supervisor: Supervisor): string {
  const folder = mkdtempSync(join(tmpdir(), 'node-cleanup-webhook-'));
  supervisor.removeAtEnd(folder);
  return folder;
}

async function choosePorts(): Promise<Ports> {
  const ports = new Set<number>();
  while (ports.size < COMPONENTS.length) ports.add(await freePort());
  const [etcd = 0, apiServer = 0, controllerManager = 0, scheduler = 0, kwok = 0] = ports;
  return {
    etcd,
    'kube-apiserver': apiServer,
    'kube-controller-manager': controllerManager,
    'kube-scheduler': scheduler,
    kwok,
  };
}

function linkBinaries({ bin }: Layout, binaries: Binaries): void {
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  for (const name of PROGRAMS) symlinkSync(binaries[name], join(bin, name));
}

function serverUrl(ports: Ports): string {
  return `https://127.0.0.1:${ports['kube-apiserver']}`;
}
