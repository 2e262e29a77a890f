import type { NodeRecord } from '../../node/record.ts';
import type { TaskState } from '../../operation/record.ts';
import { isFinished, type NodeCleanup, type Phase } from '../node-cleanup.ts';

/** What the status page shows, as JSON. Times are RFC 3339. */
export interface Overview {
  /** When this was put together. */
  readonly at: string;
  readonly nodes: { readonly total: number; readonly guarded: number; readonly beingDeleted: number };
  /** Those that need a person first, then the oldest; those that are over come last, the latest of them first. */
  readonly removals: readonly RemovalView[];
  /** Removals that there is no room for. */
  readonly more: number;
}

export interface RemovalView {
  readonly node: string;
  /** Of the NodeCleanup. */
  readonly name: string;
  readonly phase: Phase;
  readonly message: string;
  readonly requestedAt: string;
  readonly finishedAt?: string | undefined;
  readonly isDead: boolean;
  readonly tasks: readonly TaskView[];
}

export interface TaskView {
  readonly name: string;
  readonly state: TaskState;
  readonly message: string;
  readonly startedAt?: string | undefined;
}

/** More than a person reads; a storm must not become a page of megabytes every two seconds. */
const SHOWN = 100;

const URGENCY: Readonly<Record<Phase, number>> = {
  Blocked: 0,
  Releasing: 1,
  Running: 2,
  Finishing: 2,
  Held: 3,
  Pending: 3,
  Completed: 4,
  Skipped: 4,
};

export function overviewOf(
  nodes: Iterable<NodeRecord>,
  cleanups: Iterable<NodeCleanup>,
  finalizer: string,
  now: number,
): Overview {
  const all = [...nodes];
  const sorted = [...cleanups].map(ranked).sort(byRank);
  return {
    at: new Date(now).toISOString(),
    nodes: {
      total: all.length,
      guarded: all.filter(({ finalizers }) => finalizers.includes(finalizer)).length,
      beingDeleted: all.filter(({ deletedAt }) => deletedAt !== undefined).length,
    },
    removals: sorted.slice(0, SHOWN).map(({ cleanup }) => viewOf(cleanup)),
    more: Math.max(0, sorted.length - SHOWN),
  };
}

/** Where a removal stands in the list. Times are read once for each: to compare thousands asks for them again and again. */
interface Ranked {
  readonly cleanup: NodeCleanup;
  readonly urgency: number;
  readonly age: number;
}

function ranked(cleanup: NodeCleanup): Ranked {
  const requestedAt = Date.parse(cleanup.spec.requestedAt) || 0;
  const age = isFinished(cleanup) ? -requestedAt : requestedAt;
  return { cleanup, urgency: URGENCY[cleanup.status.phase], age };
}

const byRank = (a: Ranked, b: Ranked): number => a.urgency - b.urgency || a.age - b.age;

function viewOf({ name, spec, status }: NodeCleanup): RemovalView {
  const records = new Map(status.tasks.map((record) => [record.name, record]));
  return {
    node: spec.nodeName,
    name,
    phase: status.phase,
    message: status.message ?? '',
    requestedAt: spec.requestedAt,
    finishedAt: status.finishedAt,
    isDead: status.node?.state === 'Dead',
    tasks: spec.plan.tasks
      .filter(({ stage }) => typeof stage === 'string')
      .map(({ name }) => {
        const { state = 'Pending', message = '', startedAt } = records.get(name) ?? {};
        return { name, state, message, startedAt };
      }),
  };
}
