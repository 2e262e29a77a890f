/** The passes over one removal: they follow each other, whoever asks for them, and what is urgent ends the one under way. */
export class Passes {
  #underWay: AbortController | undefined;
  /** Resolves when the last pass that was asked for has ended. */
  #last: Promise<void> = Promise.resolve();

  get isUnderWay(): boolean {
    return this.#underWay !== undefined;
  }

  /** Ends the pass that is under way, whatever its tasks do. Whoever interrupts has queued the Node again. */
  interrupt(): void {
    this.#underWay?.abort(new Interrupted());
  }

  /** What the pass resolves with; undefined when it was interrupted. Its signal is also aborted with `leading`. */
  async next<T>(leading: AbortSignal, pass: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    const own = new AbortController();
    this.#underWay = own;
    try {
      return await pass(AbortSignal.any([leading, own.signal]));
    } catch (error) {
      if (own.signal.aborted && !leading.aborted) return undefined;
      throw error;
    } finally {
      this.#underWay = undefined;
      resolve();
    }
  }
}

class Interrupted extends Error {
  constructor() {
    super('the pass was interrupted');
    this.name = 'Interrupted';
  }
}
