import type { NodeKeys } from '../node/keys.ts';
import type { NodeRecord } from '../node/record.ts';
import { readSkipTasks } from '../node/skip.ts';
import type { NodeSubject } from '../node/subject.ts';
import type { Advance } from '../operation/advance.ts';
import type { Engine } from '../operation/engine.ts';
import type { TaskRecord } from '../operation/record.ts';
import type { OperationScope } from '../operation/scope.ts';
import type { Clock } from '../time/clock.ts';
import type { Announcer } from './announcer.ts';
import type { Brake } from './brake/brake.ts';
import { lacks, progressOf, stateOf, subjectOf } from './facts.ts';
import { courseOf, type NodeCleanup } from './node-cleanup.ts';
import type { RemovalRecord } from './removal-record.ts';
import type { Facts } from './status.ts';

export interface RemovalPlanDeps {
  readonly engine: Engine<NodeSubject>;
  readonly brake: Brake;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly keys: NodeKeys;
}

/** The plan of one removal, which the engine works on: what it needs to know, and where it writes down what came of it. */
export class RemovalPlan {
  readonly #deps: RemovalPlanDeps;
  readonly #record: RemovalRecord;
  readonly #scope: OperationScope;
  readonly #wake: () => void;

  constructor(deps: RemovalPlanDeps, record: RemovalRecord, scope: OperationScope, wake: () => void) {
    this.#deps = deps;
    this.#record = record;
    this.#scope = scope;
    this.#wake = wake;
  }

  /** One pass of the engine. Gives the record as it is then, what is only known and not written down yet included. */
  async advance(
    cleanup: NodeCleanup,
    facts: Facts,
    node: NodeRecord | undefined,
    signal: AbortSignal,
  ): Promise<Advance & { readonly cleanup: NodeCleanup }> {
    const { engine, announcer, brake, clock, keys } = this.#deps;
    let current = cleanup;
    const save = async (records: readonly TaskRecord[]) => {
      const before = current;
      current = await this.#record.write(before, facts, records, signal);
      announcer.progressed(before, current);
    };
    const skipTasks = readSkipTasks(node?.annotations[keys.skipTasks]);
    const living = facts.nodeGoneAt === undefined ? node : undefined;
    const advance = await engine.advance({
      plan: cleanup.spec.plan,
      state: {
        records: cleanup.status.tasks,
        startedAt: ms(facts.hold?.releasedAt) ?? ms(cleanup.createdAt) ?? clock.now(),
        ...courseOf(facts),
        skipTasks: new Set(skipTasks),
      },
      subject: {
        ...subjectOf(cleanup, living),
        get progress() {
          return progressOf(current, facts);
        },
      },
      subjectState: node === undefined ? undefined : stateOf(node, facts.node, keys),
      operation: cleanup.uid,
      scope: this.#scope,
      signal,
      wake: this.#wake,
      gate: (tasks) => brake.gate(tasks, current, living, this.#scope, signal),
      journal: { save },
    });
    if (node !== undefined) announcer.unknownSkips(node, advance.unknownSkips);
    // A release follows a pivot at once and writes the same and more.
    const settled = advance.verdict === 'pivot' || (advance.verdict === 'finished' && facts.nodeGoneAt !== undefined);
    if (!settled && lacks(current, facts)) await save(advance.records);
    return { ...advance, cleanup: { ...current, status: { ...current.status, tasks: advance.records } } };
  }
}

/** Undefined also for a time that cannot be read. */
const ms = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time) || undefined;
