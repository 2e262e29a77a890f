import type { RunResult } from './fold.ts';
import { isOver, type TaskRecord } from './record.ts';
import type { RunEnd } from './run-task.ts';

/** Times of the monotonic clock. */
interface Wait {
  readonly dueAt: number;
  /** From then on it is looked at when another task is. */
  readonly joinsAt: number;
}

/** A shorter wait is for something that is expected then. */
const JOINS_FROM_MS = 120_000;

/**
 * What the engine remembers of one operation between its passes: when to look at each task again, by a clock that
 * never jumps, who asked to be looked at, and the runs under way. A restart loses it, which costs one look at each task.
 */
export class OperationMemory implements Disposable {
  readonly #waits = new Map<string, Wait>();
  readonly #woken = new Set<string>();
  readonly #inFlight = new Map<string, AbortController>();
  readonly #landed = new Map<string, RunResult>();
  #operation: string | undefined;
  #subject: string | undefined;
  /** Called when a run has ended, by whoever waits for that. */
  onLanding: (() => void) | undefined;

  /** Whoever deletes the record of an operation gets another one, to which nothing of the first is of use. */
  beginWith(operation: string): void {
    if (this.#operation !== operation) this[Symbol.dispose]();
    this.#operation = operation;
  }

  /** Wakes these tasks when what they go by has changed since the last pass. */
  subjectIs(state: string | undefined, names: readonly string[]): void {
    const isKnown = this.#subject !== undefined;
    if (isKnown && this.#subject !== state) for (const name of names) this.#woken.add(name);
    this.#subject = state;
  }

  wake(name: string): void {
    this.#woken.add(name);
  }

  /**
   * The run counts as under way until its result is taken, or until it was called off. `ended` is called when there is a
   * result and nobody waits for it.
   */
  launch(name: string, controller: AbortController, run: () => Promise<RunEnd>, ended: () => void): void {
    // Before the run begins: what wakes the task from now on may be something that the run does not see.
    this.#woken.delete(name);
    this.#waits.delete(name);
    this.#inFlight.set(name, controller);
    void run().then((result) => {
      if (this.#inFlight.get(name) !== controller) return;
      if (result.is === 'calledOff') {
        this.#inFlight.delete(name);
        return;
      }
      this.#landed.set(name, result);
      if (this.onLanding === undefined) ended();
      else this.onLanding();
    });
  }

  get inFlight(): ReadonlySet<string> {
    return new Set(this.#inFlight.keys());
  }

  get hasLandings(): boolean {
    return this.#landed.size > 0;
  }

  takeLandings(): ReadonlyMap<string, RunResult> {
    const landed = new Map(this.#landed);
    this.#landed.clear();
    for (const name of landed.keys()) this.#inFlight.delete(name);
    return landed;
  }

  /** From `now`, of the monotonic clock, for so many milliseconds, or for less when it `joins` others. */
  wait(name: string, now: number, ms: number, joins = true): void {
    this.#waits.set(name, { dueAt: now + ms, joinsAt: joins && ms >= JOINS_FROM_MS ? now + ms / 2 : Infinity });
  }

  /**
   * Milliseconds left to wait, for each task of which that is known here. To be woken ends a wait, but not a backoff:
   * what a task watches may change ten times a second while the API server refuses its calls.
   *
   * A pass costs more than a look: when one task is to be looked at, those whose long wait is half over are looked at as well,
   * so that tasks that wait equally long soon do so together.
   */
  waits(records: readonly TaskRecord[], monotonic: number): ReadonlyMap<string, number> {
    const waits = new Map<string, number>();
    const open = records.filter(({ state }) => !isOver(state));
    for (const { name, attempts } of open) {
      const dueAt = this.#waits.get(name)?.dueAt;
      if (this.#woken.has(name) && attempts === 0) waits.set(name, 0);
      else if (dueAt !== undefined) waits.set(name, dueAt - monotonic);
    }
    if (![...waits.values()].some((ms) => ms <= 0)) return waits;
    for (const { name, attempts } of open) {
      if (attempts === 0 && (this.#waits.get(name)?.joinsAt ?? Infinity) <= monotonic) waits.set(name, 0);
    }
    return waits;
  }

  /** Calls off the runs under way whose task is not among these. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const [name, controller] of [...this.#inFlight]) {
      if (names.has(name)) continue;
      this.#inFlight.delete(name);
      this.#landed.delete(name);
      controller.abort(new Error('the run has lost its point'));
    }
  }

  /** Calls every run off and forgets all: what was not written down did not happen. */
  [Symbol.dispose](): void {
    this.keepOnly(new Set());
    this.#waits.clear();
    this.#woken.clear();
    this.#subject = undefined;
  }
}
