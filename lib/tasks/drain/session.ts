import type { KubeClient } from '../../kube/client.ts';
import { POD_DISRUPTION_BUDGETS } from '../../kube/resource.ts';
import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import { Attempts } from './attempts.ts';
import { type Budget, parseBudget } from './budget.ts';
import type { WatchBudgets } from './budget-watch.ts';
import type { PodRecord } from './pod-record.ts';
import type { Change, PodWatch, WatchPods } from './pod-watch.ts';

/** Many pods change at once; one look at all of them is enough. What is only told costs a write, and can wait. */
const COALESCE_MS = { soon: 50, progress: 1_000 };
/** Budgets explain refusals, which come every five seconds. */
const BUDGETS_FRESH_MS = 5_000;

export interface SessionDependencies {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly watchPods: WatchPods;
  readonly watchBudgets: WatchBudgets;
}

/** What one drain keeps in memory between its runs. Losing it costs some requests and nothing else. */
export class DrainSession implements Disposable {
  readonly pods: PodWatch;
  readonly attempts: Attempts;
  /** Pods that were deleted and not evicted, by uid. */
  readonly deleted = new Map<string, PodRecord>();
  /** The API server is busy: no request before this time of the monotonic clock. */
  restUntil = 0;
  /** As far as is known. */
  areBudgetsWatched = true;
  /** Asks for another run; each run brings its own. */
  wake: () => void = () => {};
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #budgets: Lookout<Budget>;
  readonly #listed = new Map<string, { readonly budgets: readonly Budget[]; readonly readAt: number }>();
  #alarm: { readonly dueAt: number; readonly timer: Disposable } | undefined;

  constructor(nodeName: string, { client, clock, random, log, watchPods, watchBudgets }: SessionDependencies) {
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
    this.attempts = new Attempts(random);
    this.#budgets = watchBudgets(() => this.#budgetChanged());
    this.pods = watchPods(nodeName, (change) => this.#changed(change));
  }

  [Symbol.dispose](): void {
    this.#alarm?.timer[Symbol.dispose]();
    this.#budgets[Symbol.dispose]();
    this.pods[Symbol.dispose]();
  }

  /** It may let a pod go now; what it refused before is asked for again at once. */
  #budgetChanged(): void {
    this.attempts.hurryBudgets(this.#clock.monotonic());
    this.wake();
  }

  #changed(change: Change): void {
    const dueAt = this.#clock.monotonic() + COALESCE_MS[change];
    if (this.#alarm !== undefined && this.#alarm.dueAt <= dueAt) return;
    this.#alarm?.timer[Symbol.dispose]();
    const ring = () => {
      this.#alarm = undefined;
      this.wake();
    };
    this.#alarm = { dueAt, timer: this.#clock.after(COALESCE_MS[change], ring) };
  }

  /** The budgets of these namespaces, which are watched from now on; of one that cannot be read, none. */
  async budgetsOf(namespaces: ReadonlySet<string>, signal: AbortSignal): Promise<readonly Budget[]> {
    this.#budgets.follow(namespaces);
    if (namespaces.size === 0) return [];
    if (await this.#areWatched(signal)) return [...namespaces].flatMap((namespace) => this.#budgets.under(namespace));
    const lists = [...namespaces].map(async (namespace) => {
      const known = this.#listed.get(namespace);
      const now = this.#clock.monotonic();
      if (known !== undefined && now - known.readAt < BUDGETS_FRESH_MS) return known.budgets;
      const budgets = await this.#readBudgets(namespace, signal);
      this.#listed.set(namespace, { budgets, readAt: now });
      return budgets;
    });
    return (await Promise.all(lists)).flat();
  }

  async #areWatched(signal: AbortSignal): Promise<boolean> {
    try {
      this.areBudgetsWatched = await this.#budgets.ready(signal);
      this.attempts.budgetsAreWatched(this.areBudgetsWatched);
      return this.areBudgetsWatched;
    } catch (err) {
      signal.throwIfAborted();
      this.areBudgetsWatched = false;
      this.attempts.budgetsAreWatched(false);
      this.#log.warn({ err }, 'cannot watch the disruption budgets; they are listed');
      return false;
    }
  }

  /** Budgets only explain what the API server refuses: a drain without them goes on, and says less. */
  async #readBudgets(namespace: string, signal: AbortSignal): Promise<readonly Budget[]> {
    try {
      const { items } = await this.#client.list(POD_DISRUPTION_BUDGETS, { namespace, signal });
      return items.map(parseBudget);
    } catch (err) {
      signal.throwIfAborted();
      this.#log.warn({ err, namespace }, 'cannot read the disruption budgets');
      return [];
    }
  }
}
