import { randomBytes } from 'node:crypto';
import type { Api } from '../../../hack/control-plane/api.ts';
import { type Clock, systemClock } from '../../../lib/time/clock.ts';
import { register, unregister } from './admission/registration.ts';
import { Validator } from './admission/validator.ts';
import { LonghornWebhook } from './admission/webhook.ts';
import { apply } from './apply.ts';
import { type Change, specChange } from './change.ts';
import { Circumstances, type Machine } from './circumstances.ts';
import { cleanUp } from './clean-up.ts';
import { CONTROLLERS } from './controllers.ts';
import { newVolume } from './creating.ts';
import { longhornNode, withEquipment } from './joining.ts';
import { loop } from './loop.ts';
import type { Attachment, Engine, LonghornNode, Replica, Volume } from './objects.ts';
import type { Attacher, LonghornOptions, NodeOptions, SimulatedCluster, VolumeOptions } from './options.ts';
import { failure } from './replicas.ts';
import type { Candidate } from './scheduler.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { VERSIONS, type VersionRules } from './versions.ts';
import { basePath, look, World } from './world.ts';

/** More ticks than anything in a test takes; something that goes on for ever would otherwise never be noticed. */
const MOST_TICKS = 200;
const GIB = 2 ** 30;

/**
 * Plays Longhorn's managers against a real API server: their controllers, by the rules of one release, and their admission
 * webhook. There is no data; everything else is as somebody sees it who reads and writes Longhorn's resources.
 *
 *     await installDefinitions(cluster, LONGHORN_DEFINITIONS);            // once in a test file
 *     const a = (await createReadyNode(cluster, 'a')).metadata.name;      // it looks at the real Nodes: Ready, cordoned, gone
 *     ...
 *     await using longhorn = await LonghornSimulator.start(cluster, { version: '1.12.1' });
 *     for (const node of [a, b, c]) await longhorn.addNode(node);
 *     await longhorn.addVolume('v1', { replicasOn: [a, b], attachedTo: c });
 *
 * From then on it reacts: to flags on its nodes.longhorn.io, to Nodes that are cordoned, die or go, and to
 * what it is told by the methods below. Everything it has made goes with it, whatever finalizers it has.
 *
 * Not played: snapshots, backups, share managers, offline rebuilding, replica auto-balance, data locality best-effort.
 */
export class LonghornSimulator implements AsyncDisposable {
  /** Where all of its objects are. */
  readonly namespace: string;
  readonly #api: Api;
  readonly #rules: VersionRules;
  readonly #clock: Clock;
  readonly #circumstances: Circumstances;
  readonly #webhook: LonghornWebhook;
  #resources: AsyncDisposableStack;
  readonly #refusals: string[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    cluster: SimulatedCluster,
    namespace: string,
    options: LonghornOptions,
    resources: AsyncDisposableStack,
  ) {
    const { version = '1.12.1', clock = systemClock, rebuildStep = 25, pods = false } = options;
    this.namespace = namespace;
    this.#api = cluster.api;
    this.#rules = VERSIONS[version];
    this.#clock = clock;
    this.#circumstances = new Circumstances(rebuildStep, pods);
    this.#webhook = resources.use(
      new LonghornWebhook(cluster.authority, new Validator(cluster.api, namespace, this.#rules)),
    );
    this.#resources = resources;
  }

  /** The definitions must be installed. Returns when the webhook is called and the settings exist. */
  static async start(cluster: SimulatedCluster, options: LonghornOptions = {}): Promise<LonghornSimulator> {
    const { version = '1.12.1', automatic = true, settings = {} } = options;
    const namespace = options.namespace ?? `longhorn-${randomBytes(4).toString('hex')}`;
    await using resources = new AsyncDisposableStack();
    await createNamespace(cluster.api, namespace, options.namespace === undefined ? resources : undefined);
    const longhorn = new LonghornSimulator(cluster, namespace, options, resources);
    await longhorn.#webhook.listen();
    const { port } = longhorn.#webhook;
    const name = `longhorn-webhook-validator-${namespace}`;
    resources.defer(() => unregister(cluster.api, name));
    await register(cluster.api, { name, namespace, port, ca: cluster.ca, rules: longhorn.#rules });
    resources.defer(async () => {
      await longhorn.#webhook.retire();
      await cleanUp(cluster.api, namespace);
    });
    const all = { ...DEFAULT_SETTINGS, 'current-longhorn-version': `v${version}`, ...settings };
    await Promise.all(Object.entries(all).map(([setting, value]) => longhorn.set(setting, value)));
    if (automatic !== false) {
      resources.use(loop(() => longhorn.tick(), automatic === true ? undefined : automatic));
    }
    longhorn.#resources = resources.move();
    return longhorn;
  }

  // ---- What there is

  /** A manager runs on the Node, whose Longhorn Node and instance manager exist from then on. */
  async addNode(name: string, options: NodeOptions = {}): Promise<LonghornNode> {
    const { disks = { default: {} }, synced = true } = options;
    const sizes = Object.entries(disks).map(([disk, { size = 100 * GIB, available = size }]) => {
      return [disk, { size, available }] as const;
    });
    const machine: Machine = { manager: synced ? 'running' : 'down', disks: new Map(sizes), brokenDisks: new Set() };
    const body = { apiVersion: 'longhorn.io/v1beta2', kind: 'Node', ...longhornNode(name, this.namespace, options) };
    await this.#api.create(this.path('nodes'), body);
    if (synced) {
      const status = withEquipment(undefined, this.#clock.now());
      await this.#api.patch(`${this.path('nodes', name)}/status`, { status });
    }
    this.#circumstances.machines.set(name, machine);
    await this.tick();
    return this.#api.get<LonghornNode>(this.path('nodes', name));
  }

  /** A volume with its engine and its replicas, all healthy. */
  async addVolume(name: string, options: VolumeOptions): Promise<Volume> {
    const places = await Promise.all(options.replicasOn.map((node) => this.#firstDisk(node)));
    const changes = newVolume(name, this.namespace, options, places, this.#clock.now());
    await this.#alone(() => this.#must(changes));
    const { attachedTo } = options;
    if (attachedTo !== undefined) {
      await this.attach(name, attachedTo);
      await this.#ticksUntil(`volume ${name} to be attached to ${attachedTo}`, async () => {
        const { robustness, currentNodeID } = (await this.volume(name)).status ?? {};
        return currentNodeID === attachedTo && robustness !== 'unknown';
      });
    }
    return this.volume(name);
  }

  /** A backing image with a ready copy on the first disk of each of these Nodes. */
  async addBackingImage(
    name: string,
    options: { readonly on: readonly string[]; readonly size?: number },
  ): Promise<void> {
    const { on, size = GIB } = options;
    const places = await Promise.all(on.map((node) => this.#firstDisk(node)));
    const mapped = (value: object) => Object.fromEntries(places.map(({ disk }) => [disk.diskUUID, value]));
    const metadata = { name, namespace: this.namespace };
    const spec = { diskFileSpecMap: mapped({ evictionRequested: false, dataEngine: 'v1' }), minNumberOfCopies: 1 };
    const status = { uuid: name, size, diskFileStatusMap: mapped({ state: 'ready' }) };
    await this.#must([{ verb: 'create', plural: 'backingimages', body: { metadata, spec }, status }]);
  }

  /** A part of an erasure-coded volume (1.12, LONGHORN_DEFINITIONS_WITH_SHARDS). It stays where it is. */
  async addShard(name: string, options: { readonly on: string; readonly size?: number }): Promise<void> {
    const { on, size = GIB } = options;
    const { diskUUID: diskID } = (await this.#firstDisk(on)).disk;
    const labels = { longhornnode: on, longhorndiskuuid: diskID };
    const spec = { volumeName: name, volumeSize: String(size), nodeID: on, diskID };
    const metadata = { name, namespace: this.namespace, labels };
    await this.#must([{ verb: 'create', plural: 'shards', body: { metadata, spec } }]);
  }

  /** `setting` is the name of a settings.longhorn.io. */
  async set(setting: string, value: string): Promise<void> {
    const path = this.path('settings', setting);
    if ((await this.#api.find(path)) !== undefined) await this.#api.patch(path, { value });
    else await this.#must([{ verb: 'create', plural: 'settings', body: { metadata: { name: setting }, value } }]);
  }

  // ---- What people and pods do

  /** Writes a ticket; the volume is attached a tick or two later. */
  async attach(volume: string, node: string, by: Attacher = 'csi-attacher'): Promise<void> {
    const id = `${by}-${volume}`;
    const attachmentTickets = { [id]: { id, type: by, nodeID: node, generation: 0, parameters: {} } };
    await this.#api.patch(this.path('volumeattachments', volume), { spec: { attachmentTickets } });
  }

  /** Takes all tickets of pods and people away. */
  async detach(volume: string): Promise<void> {
    const path = this.path('volumeattachments', volume);
    const { spec } = await this.#api.get<Attachment>(path);
    const theirs = Object.values(spec.attachmentTickets ?? {}).filter((t) => t?.type !== 'volume-eviction-controller');
    const attachmentTickets = Object.fromEntries(theirs.map((ticket) => [ticket?.id ?? '', null]));
    await this.#api.patch(path, { spec: { attachmentTickets } });
  }

  // ---- What goes wrong

  /** Rebuilds get on no more, all or those of one volume, until `resume`. */
  stall(volume?: string): void {
    this.#circumstances.stalled.add(volume);
  }

  /** The rebuild that runs or comes next fails, and so does each after it until `resume`. */
  failRebuilds(volume?: string): void {
    this.#circumstances.failing.add(volume);
  }

  /** Ends `stall` and `failRebuilds`. */
  resume(): void {
    this.#circumstances.stalled.clear();
    this.#circumstances.failing.clear();
  }

  /** The copy of the volume on this Node is lost. */
  async failReplica(volume: string, node: string): Promise<void> {
    const [replica] = await this.replicas({ volume, node });
    if (replica === undefined) throw new Error(`volume ${volume} has no replica on ${node}`);
    await this.#must(specChange('replicas', replica, failure(this.#clock.now())));
  }

  /** The manager of this Node cannot read the disk: what is on it does not show in status.diskStatus any more. */
  breakDisk(node: string, disk = 'default'): void {
    this.#machine(node).brokenDisks.add(disk);
  }

  mendDisk(node: string, disk = 'default'): void {
    this.#machine(node).brokenDisks.delete(disk);
  }

  /** The manager pod of this Node is there and does not run. Without a name: of no Node, so the webhook does not answer either. */
  async managerDown(node?: string): Promise<void> {
    if (node === undefined) this.#circumstances.allManagersDown = true;
    else this.#machine(node).manager = 'down';
    await this.#alone(async () => this.#serve(await this.#look()));
  }

  /** There is no manager pod on this Node (a taint, a node selector). */
  async managerMissing(node: string): Promise<void> {
    this.#machine(node).manager = 'missing';
    await this.#alone(async () => this.#serve(await this.#look()));
  }

  /** Ends `managerDown` and `managerMissing`. A manager that starts looks at everything anew. */
  async managerUp(node?: string): Promise<void> {
    if (node === undefined) this.#circumstances.allManagersDown = false;
    else this.#machine(node).manager = 'running';
    this.#circumstances.deletions.clear();
    await this.#alone(async () => this.#serve(await this.#look()));
  }

  // ---- Time

  /** Every controller looks once, all at the same state of things. Gives the number of changes that were made or refused. */
  tick(): Promise<number> {
    return this.#alone(async () => {
      const world = await this.#look();
      await this.#serve(world);
      const changes = CONTROLLERS.flatMap((controller) => controller(world));
      for (const change of changes) await this.#apply(change);
      return changes.length;
    });
  }

  /** Ticks until nothing changes any more. */
  settle(): Promise<void> {
    return this.#ticksUntil('Longhorn to settle', async (changes) => changes === 0);
  }

  // ---- What to look at

  node(name: string): Promise<LonghornNode | undefined> {
    return this.#api.find<LonghornNode>(this.path('nodes', name));
  }

  volume(name: string): Promise<Volume> {
    return this.#api.get<Volume>(this.path('volumes', name));
  }

  engine(volume: string): Promise<Engine> {
    return this.#api.get<Engine>(this.path('engines', `${volume}-e-0`));
  }

  /** Of a volume, on a Node, or all. */
  async replicas(of: { readonly volume?: string; readonly node?: string } = {}): Promise<readonly Replica[]> {
    const { volume, node } = of;
    const all = await this.#api.list<Replica>(this.path('replicas'));
    return all.filter(
      ({ spec }) =>
        (volume === undefined || spec.volumeName === volume) && (node === undefined || spec.nodeID === node),
    );
  }

  /** The path of one of its objects for `cluster.api`, or of the collection. */
  path(plural: string, name?: string): string {
    const collection = `${basePath(this.namespace)}/${plural}`;
    return name === undefined ? collection : `${collection}/${name}`;
  }

  /** What the API server or the webhook has refused its own controllers, the oldest first. */
  get refusals(): readonly string[] {
    return this.#refusals;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }

  async #look(): Promise<World> {
    return new World({
      snapshot: await look(this.#api, this.namespace, this.#circumstances.hasPods),
      circumstances: this.#circumstances,
      rules: this.#rules,
      namespace: this.namespace,
      now: this.#clock.now(),
    });
  }

  /** The managers serve the webhook. Before there is any Node, somebody must be able to make one. */
  #serve(world: World): Promise<void> {
    const { allManagersDown, machines } = this.#circumstances;
    const isServed = world.hasManager || (machines.size === 0 && !allManagersDown);
    return isServed ? this.#webhook.listen() : this.#webhook.close();
  }

  async #apply(change: Change): Promise<void> {
    const refusal = await apply(this.#api, this.namespace, change);
    if (refusal !== undefined) this.#refusals.push(refusal);
  }

  /** What a test has asked for is not refused in silence. */
  async #must(changes: readonly Change[]): Promise<void> {
    for (const change of changes) {
      const refusal = await apply(this.#api, this.namespace, change);
      if (refusal !== undefined) throw new Error(refusal);
    }
  }

  /** One look at a time. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #ticksUntil(describe: string, isEnough: (changes: number) => Promise<boolean>): Promise<void> {
    for (let ticks = 0; ticks < MOST_TICKS; ticks++) if (await isEnough(await this.tick())) return;
    throw new Error(`gave up after ${MOST_TICKS} ticks waiting for ${describe}`);
  }

  #machine(node: string): Machine {
    const machine = this.#circumstances.machines.get(node);
    if (machine === undefined) throw new Error(`there is no node ${node} in this Longhorn`);
    return machine;
  }

  async #firstDisk(node: string): Promise<Candidate> {
    const [disk] = Object.values((await this.node(node))?.status?.diskStatus ?? {});
    if (disk === undefined) throw new Error(`node ${node} of Longhorn has no disk`);
    return { node, disk };
  }
}

async function createNamespace(api: Api, name: string, ours: AsyncDisposableStack | undefined): Promise<void> {
  if ((await api.find(`/api/v1/namespaces/${name}`)) === undefined) {
    await api.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  // Its deletion is not waited for.
  ours?.defer(() => api.delete(`/api/v1/namespaces/${name}`));
}
