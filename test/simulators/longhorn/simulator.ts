import type { Engine, LonghornNode, Replica, Volume } from './objects.ts';
import type { Attacher, LonghornOptions, NodeOptions, SimulatedCluster, VolumeOptions } from './options.ts';

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
 */
export class LonghornSimulator implements AsyncDisposable {
  /** Where all of its objects are. */
  readonly namespace: string = '';

  /** The definitions must be installed. Returns when the webhook is called and the settings exist. */
  static async start(_cluster: SimulatedCluster, _options: LonghornOptions = {}): Promise<LonghornSimulator> {
    throw new Error('not yet');
  }

  // ---- What there is

  /** A manager runs on the Node, whose Longhorn Node and instance manager exist from then on. */
  async addNode(_name: string, _options: NodeOptions = {}): Promise<LonghornNode> {
    throw new Error('not yet');
  }

  /** A volume with its engine and its replicas, all healthy. */
  async addVolume(_name: string, _options: VolumeOptions): Promise<Volume> {
    throw new Error('not yet');
  }

  /** A backing image with a ready copy on the first disk of each of these Nodes. */
  async addBackingImage(
    _name: string,
    _options: { readonly on: readonly string[]; readonly size?: number },
  ): Promise<void> {}

  /** A part of an erasure-coded volume (1.12, LONGHORN_DEFINITIONS_WITH_SHARDS). It stays where it is. */
  async addShard(_name: string, _options: { readonly on: string; readonly size?: number }): Promise<void> {}

  /** `setting` is the name of a settings.longhorn.io. */
  async set(_setting: string, _value: string): Promise<void> {}

  // ---- What people and pods do

  /** Writes a ticket; the volume is attached a tick or two later. */
  async attach(_volume: string, _node: string, _by: Attacher = 'csi-attacher'): Promise<void> {}

  /** Takes all tickets of pods and people away. */
  async detach(_volume: string): Promise<void> {}

  // ---- What goes wrong

  /** Rebuilds get on no more, all or those of one volume, until `resume`. */
  stall(_volume?: string): void {}

  /** The rebuild that runs or comes next fails, and so does each after it until `resume`. */
  failRebuilds(_volume?: string): void {}

  /** Ends `stall` and `failRebuilds`. */
  resume(): void {}

  /** The copy of the volume on this Node is lost. */
  async failReplica(_volume: string, _node: string): Promise<void> {}

  /** The manager pod of this Node is there and does not run. Without a name: of no Node, so the webhook does not answer either. */
  async managerDown(_node?: string): Promise<void> {}

  /** There is no manager pod on this Node (a taint, a node selector). */
  async managerMissing(_node: string): Promise<void> {}

  /** Ends `managerDown` and `managerMissing`. */
  async managerUp(_node?: string): Promise<void> {}

  // ---- Time

  /** Every controller looks once. Gives the number of objects that were changed. */
  async tick(): Promise<number> {
    return 0;
  }

  /** Ticks until nothing changes any more. */
  async settle(): Promise<void> {}

  // ---- What to look at

  async node(_name: string): Promise<LonghornNode | undefined> {
    throw new Error('not yet');
  }

  async volume(_name: string): Promise<Volume> {
    throw new Error('not yet');
  }

  async engine(_volume: string): Promise<Engine> {
    throw new Error('not yet');
  }

  /** Of a volume, on a Node, or all. */
  async replicas(_of: { readonly volume?: string; readonly node?: string } = {}): Promise<readonly Replica[]> {
    throw new Error('not yet');
  }

  /** The path of one of its objects for `cluster.api`, or of the collection. */
  path(_plural: string, _name?: string): string {
    return '';
  }

  /** What the API server or the webhook has refused its own controllers, the oldest first. */
  get refusals(): readonly string[] {
    return [];
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
