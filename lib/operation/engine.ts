import type { Advance, AdvanceInput, EngineDependencies } from './advance.ts';
import { OperationMemory } from './memory.ts';
import { Pass } from './pass.ts';

/** Longer than any single call that a task makes may take: a task never blocks. */
const RUN_TIMEOUT_MS = 30_000;

/** Works on operations, a pass at a time. Holds no state of its own: that is in the records and in the scope. */
export class Engine<S> {
  readonly #dependencies: Required<EngineDependencies<S>>;

  constructor(dependencies: EngineDependencies<S>) {
    this.#dependencies = { runTimeoutMs: RUN_TIMEOUT_MS, ...dependencies };
  }

  /**
   * Runs what may run, each task once at most, until nothing may run now or the verdict is in. What starts for the
   * first time is written down before it runs, what came of it before anything that depends on it. Rejects with the
   * signal's reason when it is aborted, and with the journal's error when that fails; then nothing that was not saved
   * counts, and it is done again at the next pass.
   *
   * One operation must not be advanced twice at the same time.
   */
  async advance(input: AdvanceInput<S>): Promise<Advance> {
    const memory = input.scope.keep('engine', () => new OperationMemory());
    memory.beginWith(input.operation);
    memory.subjectIs(
      input.subjectState,
      input.plan.tasks.map(({ name }) => name),
    );
    return await new Pass(this.#dependencies, input, memory).run();
  }
}
