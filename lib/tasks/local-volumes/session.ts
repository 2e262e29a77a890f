import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { View } from '../../kube/shared-watch/view.ts';
import { PERSISTENT_VOLUME_VIEW, type PersistentVolume } from '../../kube/storage/persistent-volume.ts';
import { CLAIM_VIEW, type Claim } from './claim.ts';
import type { Owners } from './owners.ts';
import type { Scene } from './stock.ts';
import type { LogicalVolume, TopoLvm } from './topolvm.ts';

/** In place of the time that the watch has not told yet. */
const SAID_SO = '';

/** What is kept in memory between the runs for one Node. Losing it costs some requests and nothing else. */
export class Session implements Disposable {
  /** Asks for another run; each run brings its own. */
  wake: () => void = () => {};
  /** Uids of claims that the API server has said to be Terminating or gone, before the watch did. */
  readonly ended = new Set<string>();
  /** Who uses the claims that block, as long as these are the same. */
  owners: { readonly of: string; readonly owners: Owners } | undefined;
  readonly #watches: Pick<SharedWatches, 'open'>;
  readonly #volumes: Lookout<PersistentVolume>;
  readonly #claims: Lookout<Claim>;
  readonly #logicalVolumes = new Map<View<LogicalVolume>, Lookout<LogicalVolume>>();

  constructor(watches: Pick<SharedWatches, 'open'>) {
    this.#watches = watches;
    this.#volumes = watches.open(PERSISTENT_VOLUME_VIEW, [], () => this.wake());
    this.#claims = watches.open(CLAIM_VIEW, [], () => this.wake());
  }

  [Symbol.dispose](): void {
    this.#volumes[Symbol.dispose]();
    this.#claims[Symbol.dispose]();
    for (const lookout of this.#logicalVolumes.values()) lookout[Symbol.dispose]();
  }

  /** What the watches show of the Node; undefined until all of them have read everything once. */
  async scene(
    nodeName: string,
    place: ReadonlySet<string>,
    { views }: TopoLvm,
    signal: AbortSignal,
  ): Promise<Scene | undefined> {
    this.#follow(nodeName, views);
    this.#volumes.follow(place);
    const lookouts = [this.#volumes, this.#claims, ...this.#logicalVolumes.values()];
    const ready = await Promise.all(lookouts.map((lookout) => lookout.ready(signal)));
    if (!ready.every(Boolean)) return undefined;
    const found = [...place].flatMap((pin) => this.#volumes.under(pin));
    const volumes = [...new Map(found.map((volume) => [volume.name, volume])).values()];
    this.#claims.follow(volumes.flatMap(({ claim }) => claim ?? []));
    const logicalVolumes = [...this.#logicalVolumes.values()].flatMap((lookout) => lookout.under(nodeName));
    return { volumes, claimOf: (key) => this.#claimOf(key), logicalVolumes };
  }

  #claimOf(key: string): Claim | undefined {
    const claim = this.#claims.get(key);
    if (claim === undefined || !this.ended.has(claim.uid)) return claim;
    return { ...claim, deletedAt: claim.deletedAt ?? SAID_SO };
  }

  #follow(nodeName: string, views: readonly View<LogicalVolume>[]): void {
    for (const [view, lookout] of this.#logicalVolumes) {
      if (views.includes(view)) continue;
      lookout[Symbol.dispose]();
      this.#logicalVolumes.delete(view);
    }
    for (const view of views) {
      if (this.#logicalVolumes.has(view)) continue;
      this.#logicalVolumes.set(
        view,
        this.#watches.open(view, [nodeName], () => this.wake()),
      );
    }
  }
}
