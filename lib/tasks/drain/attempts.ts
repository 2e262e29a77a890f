import { WATCHED_RECHECK_MS } from '../../kube/shared-watch/lookout.ts';
import { backoffMs, type Random } from '../../time/backoff.ts';
import type { Attempt } from './drain-plan.ts';
import type { Verdict } from './eviction.ts';

/** Of one pod, after an error. */
const RETRY = { baseMs: 100, capMs: 10_000 };
/**
 * A budget lets the next pod go when another one has become healthy, which takes seconds. `kubectl drain` asks every five;
 * so do we at first, and then ever less, since the watch of the budgets says when it is worth while.
 */
const BUDGET_MS = { first: 5_000, unwatched: 30_000, watched: WATCHED_RECHECK_MS };
const NAMESPACE_MS = 5_000;
/** The watch shows an accepted eviction within moments. When it does not, the pod is asked for once more. */
const ACCEPTED_MS = 10_000;

/**
 * What the API server has said of each pod, by uid. It is kept in memory alone: a successor simply asks again, which
 * changes nothing for pods that are terminating already.
 */
export class Attempts {
  readonly #random: Random;
  #mostMs = BUDGET_MS.watched;
  readonly #entries = new Map<string, { readonly attempt: Attempt; readonly at: number }>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** `now` in milliseconds of the monotonic clock. */
  record(uid: string, { answer, retryAfterMs }: Verdict, now: number): void {
    const before = this.#entries.get(uid)?.attempt;
    const times = before?.answer.is === answer.is ? before.times + 1 : 1;
    const waitMs = retryAfterMs || this.#waitMs(answer.is, times);
    this.#entries.set(uid, { attempt: { answer, waitMs, times }, at: now + waitMs });
  }

  #waitMs(is: Attempt['answer']['is'], times: number): number {
    if (is === 'accepted') return ACCEPTED_MS;
    if (is === 'budget') return Math.min(this.#mostMs, BUDGET_MS.first * 4 ** Math.max(0, times - 2));
    if (is === 'namespace') return NAMESPACE_MS;
    return backoffMs(RETRY, times, this.#random);
  }

  /** As of now: how long each pod still has to be left alone. */
  at(now: number): ReadonlyMap<string, Attempt> {
    return new Map(
      [...this.#entries].map(([uid, { attempt, at }]) => [uid, { ...attempt, waitMs: Math.max(0, at - now) }]),
    );
  }

  /** Whether somebody says when it is worth while to ask again. */
  budgetsAreWatched(areWatched: boolean): void {
    this.#mostMs = areWatched ? BUDGET_MS.watched : BUDGET_MS.unwatched;
  }

  /** Pods that a budget refused may be asked for again. */
  hurryBudgets(now: number): void {
    for (const [uid, { attempt, at }] of this.#entries) {
      if (attempt.answer.is === 'budget' && at > now) this.#entries.set(uid, { attempt, at: now });
    }
  }

  forget(uid: string): void {
    this.#entries.delete(uid);
  }

  /** Pods that are gone are forgotten. */
  keepOnly(uids: ReadonlySet<string>): void {
    for (const uid of this.#entries.keys()) if (!uids.has(uid)) this.#entries.delete(uid);
  }
}
