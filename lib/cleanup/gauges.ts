import type { NodeRecord } from '../node/record.ts';
import { GATED, isOver, type TaskRecord } from '../operation/record.ts';
import type { Metrics, Sample } from '../telemetry/metrics.ts';
import { isFinished, type NodeCleanup, PHASES, type Phase } from './node-cleanup.ts';

export interface GaugesDeps {
  readonly metrics: Metrics;
  readonly finalizer: string;
  readonly selects: (node: NodeRecord) => boolean;
  /** Whether there is such a kind of task. */
  readonly knows: (kind: string) => boolean;
}

/** Of the reasons that tasks give, so many have a series of their own. */
const MOST_REASONS = 40;
const NODE_STATES = ['guarded', 'unguarded', 'excluded', 'removing', 'held_by_others'] as const;

/** What can be said of all Nodes and removals at a time, and has to be right even when nothing happens. */
export class Gauges {
  readonly #deps: GaugesDeps;

  constructor(deps: GaugesDeps) {
    this.#deps = deps;
  }

  measure(nodes: Iterable<NodeRecord>, cleanups: Iterable<NodeCleanup>): void {
    const { metrics } = this.#deps;
    const all = [...cleanups];
    const open = all.filter((cleanup) => !isFinished(cleanup));
    const states = countBy([...nodes].map((node) => this.#stateOf(node)));
    for (const state of NODE_STATES) metrics.set('cleanup_nodes', { state }, states.get(state) ?? 0);
    const phases = countBy(all.map(({ status }) => status.phase));
    for (const phase of PHASES) metrics.set('cleanup_operations', { phase }, phases.get(phase) ?? 0);
    for (const phase of OPEN_PHASES) {
      const since = earliest(open.filter(({ status }) => status.phase === phase).map(inPhaseSince));
      metrics.set('cleanup_phase_start_timestamp_seconds', { phase }, since);
    }
    const oldest = earliest(open.map(({ spec }) => spec.requestedAt));
    metrics.set('cleanup_oldest_operation_start_timestamp_seconds', {}, oldest);
    metrics.replace('cleanup_open_tasks', this.#openTasks(open));
  }

  /** Who leads measures; a replica that has led says nothing that is no longer so. */
  clear(): void {
    this.measure([], []);
  }

  #stateOf(node: NodeRecord): (typeof NODE_STATES)[number] {
    const isOurs = node.finalizers.includes(this.#deps.finalizer);
    if (node.deletedAt !== undefined) return isOurs ? 'removing' : 'held_by_others';
    if (isOurs) return 'guarded';
    return this.#deps.selects(node) ? 'unguarded' : 'excluded';
  }

  #openTasks(open: readonly NodeCleanup[]): readonly Sample<'cleanup_open_tasks'>[] {
    const counts = countBy(open.flatMap((cleanup) => this.#tasksOf(cleanup)));
    const ordered = [...counts].toSorted(([, a], [, b]) => b - a);
    const shown = new Map(ordered.slice(0, MOST_REASONS));
    for (const [key, count] of ordered.slice(MOST_REASONS)) {
      const [task = '', state = ''] = key.split(' ');
      const other = [task, state, 'Other'].join(' ');
      shown.set(other, (shown.get(other) ?? 0) + count);
    }
    return [...shown].map(([key, value]) => {
      const [task = '', state = '', reason = ''] = key.split(' ');
      return { labels: { task, state, reason }, value };
    });
  }

  /** `kind state reason` of each. */
  #tasksOf({ spec, status }: NodeCleanup): readonly string[] {
    return status.tasks.flatMap((record) => {
      const state = stateLabel(record);
      if (state === undefined) return [];
      const kind = spec.plan.tasks.find(({ name }) => name === record.name)?.task ?? '';
      return [[this.#deps.knows(kind) ? kind : 'unknown', state, reasonLabel(record)].join(' ')];
    });
  }
}

type OpenPhase = Exclude<Phase, 'Completed' | 'Skipped'>;
const OPEN_PHASES = PHASES.filter((phase): phase is OpenPhase => phase !== 'Completed' && phase !== 'Skipped');

function inPhaseSince({ spec, status }: NodeCleanup): string {
  const changed = (type: string) => status.conditions.find((condition) => condition.type === type)?.lastTransitionTime;
  switch (status.phase) {
    case 'Held':
      return status.hold?.since ?? spec.requestedAt;
    case 'Blocked':
      return changed('Blocked') ?? spec.requestedAt;
    case 'Running':
      return changed('Progressing') ?? spec.requestedAt;
    case 'Releasing':
      return status.releasedAt ?? spec.requestedAt;
    case 'Finishing':
      return status.nodeGoneAt ?? spec.requestedAt;
    default:
      return spec.requestedAt;
  }
}

function stateLabel({ state, reason }: TaskRecord): string | undefined {
  if (state === 'Pending') return reason === GATED ? 'Queued' : undefined;
  return isOver(state) ? undefined : state;
}

/** A record can be written by hand: what does not look like a reason is none. */
const reasonLabel = ({ reason = '' }: TaskRecord): string => (/^[A-Z][A-Za-z0-9]{0,63}$/.test(reason) ? reason : '');

function countBy<T>(items: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** In seconds since the epoch; 0 when there is none. */
function earliest(times: readonly string[]): number {
  const seconds = times.map((time) => Date.parse(time) / 1_000).filter(Number.isFinite);
  return seconds.length === 0 ? 0 : Math.min(...seconds);
}
