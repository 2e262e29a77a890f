import type { KubeClient } from '../../kube/client.ts';
import type { ServedVersion } from '../../kube/discovery.ts';
import { listPages } from '../../kube/reflector/list-pager.ts';
import { KeyIndex } from '../../kube/shared-watch/key-index.ts';
import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { View } from '../../kube/shared-watch/view.ts';
import { ATTACHMENTS, BACKING_IMAGES, REQUIRED, SHARDS, VERSION } from './resources.ts';
import {
  ATTACHMENT_VIEW,
  BACKING_IMAGE_VIEW,
  ENGINE_VIEW,
  NODE_VIEW,
  REPLICA_VIEW,
  SETTING_VIEW,
  SHARD_VIEW,
  VOLUME_VIEW,
} from './views.ts';

/** Where objects of one kind are looked up, by the keys of their view. */
export type Source<T> = Pick<Lookout<T>, 'under' | 'list'>;

type Kept<V> = V extends View<infer T> ? T : never;
type SourceOf<V> = Source<Kept<V>>;

/** Everything of Longhorn that a decision may need, from the watches or as the API server has it now. */
export interface Sources {
  readonly nodes: SourceOf<typeof NODE_VIEW>;
  readonly replicas: SourceOf<typeof REPLICA_VIEW>;
  readonly engines: SourceOf<typeof ENGINE_VIEW>;
  readonly volumes: SourceOf<typeof VOLUME_VIEW>;
  readonly settings: SourceOf<typeof SETTING_VIEW>;
  readonly attachments: SourceOf<typeof ATTACHMENT_VIEW>;
  readonly shards: SourceOf<typeof SHARD_VIEW>;
  readonly backingImages: SourceOf<typeof BACKING_IMAGE_VIEW>;
}

/** Which of the kinds that not every release has are served. */
export interface Served {
  readonly attachments: boolean;
  readonly shards: boolean;
  readonly backingImages: boolean;
}

/** `undefined` when this release lacks what a decision needs; then nothing may be decided. */
export function servedBy(versions: readonly ServedVersion[]): Served | undefined {
  const resources = versions.find(({ version }) => version === VERSION)?.resources;
  if (resources === undefined || !REQUIRED.every(({ plural }) => resources.has(plural))) return undefined;
  return {
    attachments: resources.has(ATTACHMENTS.plural),
    shards: resources.has(SHARDS.plural),
    backingImages: resources.has(BACKING_IMAGES.plural),
  };
}

const NOTHING: Source<never> = { under: () => [], list: () => [] };

/** One operation's look through the watches that all operations share. */
export class WatchedSources implements Sources, Disposable {
  readonly #lookouts: Lookout<unknown>[] = [];
  readonly #watches: SharedWatches;
  readonly #keys: Iterable<string>;
  readonly #changed: () => void;
  readonly nodes;
  readonly replicas;
  readonly engines;
  readonly volumes;
  readonly settings;
  readonly attachments;
  readonly shards;
  readonly backingImages;

  constructor(watches: SharedWatches, served: Served, keys: Iterable<string>, changed: () => void) {
    this.#watches = watches;
    this.#keys = keys;
    this.#changed = changed;
    this.nodes = this.#open(NODE_VIEW);
    this.replicas = this.#open(REPLICA_VIEW);
    this.engines = this.#open(ENGINE_VIEW);
    this.volumes = this.#open(VOLUME_VIEW);
    this.settings = this.#open(SETTING_VIEW);
    this.attachments = served.attachments ? this.#open(ATTACHMENT_VIEW) : NOTHING;
    this.shards = served.shards ? this.#open(SHARD_VIEW) : NOTHING;
    this.backingImages = served.backingImages ? this.#open(BACKING_IMAGE_VIEW) : NOTHING;
  }

  #open<T>(view: View<T>): Lookout<T> {
    const lookout = this.#watches.open(view, this.#keys, this.#changed);
    this.#lookouts.push(lookout);
    return lookout;
  }

  /** Rejects when one of them may not be read. */
  async ready(signal: AbortSignal): Promise<boolean> {
    const ready = await Promise.all(this.#lookouts.map((lookout) => lookout.ready(signal)));
    return ready.every(Boolean);
  }

  follow(keys: ReadonlySet<string>): void {
    for (const lookout of this.#lookouts) lookout.follow(keys);
  }

  [Symbol.dispose](): void {
    for (const lookout of this.#lookouts) lookout[Symbol.dispose]();
  }
}

/** Engines carry their snapshots; so many at a time are a few megabytes. */
const PAGE = 250;

/** As etcd has it now: without a resourceVersion no cache may answer, and no watch that has fallen behind. */
export async function readSources(client: KubeClient, served: Served, signal: AbortSignal): Promise<Sources> {
  const read = <T>(view: View<T>) => readView(client, view, signal);
  const [nodes, replicas, engines, volumes, settings, attachments, shards, backingImages] = await Promise.all([
    read(NODE_VIEW),
    read(REPLICA_VIEW),
    read(ENGINE_VIEW),
    read(VOLUME_VIEW),
    read(SETTING_VIEW),
    served.attachments ? read(ATTACHMENT_VIEW) : NOTHING,
    served.shards ? read(SHARD_VIEW) : NOTHING,
    served.backingImages ? read(BACKING_IMAGE_VIEW) : NOTHING,
  ]);
  return { nodes, replicas, engines, volumes, settings, attachments, shards, backingImages };
}

export async function readView<T>(client: KubeClient, view: View<T>, signal: AbortSignal): Promise<Source<T>> {
  const index = new KeyIndex<string, T>();
  for await (const { items } of listPages(client, view.resource, { limit: PAGE, signal })) {
    for (const item of items) {
      const value = view.parse(item);
      index.put(item.metadata.uid, value, view.keysOf(value));
    }
  }
  return { under: (key) => index.under(key), list: () => index.all() };
}
