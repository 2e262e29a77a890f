import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { Progress } from './progress.ts';
import { type Served, WatchedSources } from './sources.ts';

/** What one evacuation keeps in memory. Losing it costs a look at everything, and at most a little patience. */
export class EvacuationSession implements Disposable {
  readonly sources: WatchedSources;
  /** What moved last, as far as this process has seen. */
  progress: Progress | undefined;
  /** Asks for another run; each run brings its own. */
  wake: () => void = () => {};

  constructor(watches: SharedWatches, served: Served, nodeName: string) {
    this.sources = new WatchedSources(watches, served, [nodeName], () => this.wake());
  }

  [Symbol.dispose](): void {
    this.sources[Symbol.dispose]();
  }
}
