import type {
  Blocker,
  DeadlineView,
  Explanation,
  ForecastView,
  OperatorView,
  PodsView,
  RemovalView,
  TaskView,
} from '../lib/cleanup/explain/document.ts';
import { describeFinalizers } from '../lib/cleanup/explain/finalizers.ts';
import { describeDuration } from '../lib/time/duration.ts';
import { hanging, printable } from './text.ts';

/** The explanation as a page for a terminal, ending with a new line. */
export function renderExplanation(explanation: Explanation): string {
  const { summary, tasks, forecast, pods, notes, unseen, observedAt } = explanation;
  const now = Date.parse(observedAt);
  const paragraphs = [
    // One line, for `head -1`.
    [summary],
    facts(explanation, now),
    section('If it were deleted now', forecastRows(forecast)),
    section('Tasks', taskRows(tasks, said(explanation), now)),
    pods === undefined ? [] : section(`Pods left (${pods.left.length})`, podRows(pods, now)),
    section(
      'Notes',
      notes.flatMap((note) => hanging('  -', note, 4)),
    ),
    section(
      'Not seen',
      unseen.flatMap(({ what, why }) => hanging('  -', `${what}: ${why}`, 4)),
    ),
    section('What you can do, safest first', wayRows(explanation)),
  ];
  const shown = paragraphs.filter((lines) => lines.length > 0);
  return `${printable(shown.map((lines) => lines.join('\n')).join('\n\n'))}\n`;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines];

/** A label and its value; without a value the line is left out. */
type Fact = readonly [label: string, value: string | undefined];

function facts(explanation: Explanation, now: number): readonly string[] {
  const { object, removal, operator, earlier, blockers, tasks } = explanation;
  const current = tasks.find(({ name }) => name === removal?.currentTask);
  const asked = removal?.requestedBy && `asked for by ${removal.requestedBy}`;
  const all: Fact[] = [
    ['Deleted', object?.deletedAt && moment(object.deletedAt, now, asked)],
    ...blockerFacts(blockers, object?.deletedAt === undefined && removal === undefined, now),
    ...currentFacts(current, operator, now),
    ...removalFacts(removal, now),
    ['Finalizers', object && (describeFinalizers(object.finalizers) || 'none')],
    ['Kubelet', object && kubelet(object.ready, now)],
    ['Operator', operator.message],
    [
      'Earlier',
      earlier.map(({ name, phase, requestedAt }) => `${name}, ${phase}, ${moment(requestedAt, now)}`).join('; '),
    ],
  ];
  return all.flatMap(([label, value]) => (value ? hanging(`  ${label}`, value, 14) : []));
}

const BLOCKERS_SHOWN = 5;

function blockerFacts(blockers: readonly Blocker[], isForecast: boolean, now: number): readonly Fact[] {
  // That no operator is alive has a line of its own, always.
  const told = blockers.filter(({ by }) => by !== 'Operator');
  const more = told.length - BLOCKERS_SHOWN;
  return [
    ...told.slice(0, BLOCKERS_SHOWN).map(({ name, message, since }): Fact => {
      const when = since === undefined ? '' : `, since ${moment(since, now)}`;
      return [isForecast ? 'Would block' : 'Blocked by', `${name}${when}: ${message}`];
    }),
    ['', more > 0 ? `and by ${more} more (-o json lists them)` : undefined],
  ];
}

function kubelet({ status, since }: { readonly status: string; readonly since: string }, now: number): string {
  return status === 'True' ? 'ready' : `not ready (${status}) since ${moment(since, now)}`;
}

/** The task that holds things up: what it waits for, and when something happens next. */
function currentFacts(task: TaskView | undefined, operator: OperatorView, now: number): readonly Fact[] {
  if (task === undefined) return [];
  const { name, state, message, attempts, startedAt, nextAttemptAt, deadline } = task;
  const failed = attempts > 0 ? `, failed ${attempts} ${attempts === 1 ? 'time' : 'times'} in a row` : '';
  return [
    ['Now', state === 'Blocked' ? undefined : `${name}: ${message ?? state}`],
    ['Started', startedAt && `${name}: ${moment(startedAt, now)}${failed}`],
    ['Next look', operator.state === 'NotAlive' ? undefined : nextAttemptAt && relative(nextAttemptAt, now)],
    ['Deadline', deadline && `${name}: ${describeDeadline(deadline, now)}`],
  ];
}

function removalFacts(removal: RemovalView | undefined, now: number): readonly Fact[] {
  if (removal === undefined) return [];
  const { name, phase, deadline, releasedAt, nodeGoneAt, finishedAt, skippedAt, skippedBy, skipReason } = removal;
  return [
    ['Removal', `NodeCleanup ${name}, phase ${phase}`],
    ['', deadline && `deadline for all of it: ${describeDeadline(deadline, now)}`],
    ['Skipped', skippedAt && moment(skippedAt, now, skippedBy && `annotation set by ${skippedBy}`)],
    [skippedAt ? '' : 'Skipped tasks', skipReason && `because: ${skipReason}`],
    ['Let go', releasedAt && moment(releasedAt, now)],
    ['Node gone', nodeGoneAt && moment(nodeGoneAt, now)],
    ['Over', finishedAt && moment(finishedAt, now)],
  ];
}

/** Tasks whose message and deadline stand above already. */
const said = ({ blockers, removal }: Explanation): ReadonlySet<string | undefined> =>
  new Set([removal?.currentTask, ...blockers.flatMap(({ by, name }) => (by === 'Task' ? [name] : []))]);

function taskRows(tasks: readonly TaskView[], above: ReadonlySet<string | undefined>, now: number): readonly string[] {
  const columns = tasks.map((task) => [task.name, where(task), task.state]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...columns.map((cells) => cells[column]?.length ?? 0)));
  const indent = widths.reduce((sum, width) => sum + width + 2, 2);
  return tasks.flatMap((task, index) => {
    const label = (columns[index] ?? []).map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2)).join('');
    return hanging(`  ${label}`.trimEnd(), taskText(task, above.has(task.name), now), indent);
  });
}

const where = ({ stage, moment: when }: TaskView): string => (stage === 'moment' ? `when ${when ?? ''}` : stage);

/** Of a thousand volumes the first few say what they are like; -o json has them all. */
const DETAILS_SHOWN = 5;

function forecastRows(forecast: ForecastView | undefined): readonly string[] {
  const tasks = forecast?.tasks ?? [];
  const width = Math.max(0, ...tasks.map(({ name }) => name.length)) + 2;
  return tasks.flatMap(({ name, answer, message, details = [] }) => [
    ...hanging(`  ${name.padEnd(width)}${ANSWERS[answer]}`, message, width + 11),
    ...details.slice(0, DETAILS_SHOWN).flatMap((detail) => hanging(' '.repeat(width + 9), `- ${detail}`, width + 13)),
    ...(details.length > DETAILS_SHOWN ? [`${' '.repeat(width + 11)}and ${details.length - DETAILS_SHOWN} more`] : []),
  ]);
}

const ANSWERS = {
  Done: 'ok      ',
  Waiting: 'works   ',
  Blocked: 'BLOCKS  ',
  Skipped: 'skips   ',
  Unknown: 'unknown ',
} as const;

function taskText({ message, reason, waitsFor, deadline }: TaskView, above: boolean, now: number): string {
  const parts = [
    above ? (reason ?? '') : (message ?? reason),
    waitsFor.length > 0 ? `after ${waitsFor.join(', ')}` : undefined,
    above || deadline === undefined ? undefined : `deadline ${describeDeadline(deadline, now)}`,
  ];
  return parts.filter((part) => part).join('; ');
}

function describeDeadline({ after, at, meaning }: DeadlineView, now: number): string {
  return at === undefined ? `${after} after its start, ${meaning}` : `${moment(at, now)}, ${meaning}`;
}

/** More pods with one and the same reason are counted. */
const PODS_NAMED = 5;

function podRows({ left, staying, forcedAt }: PodsView, now: number): readonly string[] {
  const groups = Map.groupBy(left, ({ message }) => message);
  const rows = [...groups].flatMap(([message, pods]) => [
    ...pods.slice(0, PODS_NAMED).map(({ namespace, name }) => `  ${namespace}/${name}`),
    ...(pods.length > PODS_NAMED ? [`  and ${pods.length - PODS_NAMED} more`] : []),
    ...hanging('', message, 6),
  ]);
  const counts = [
    [staying.daemonSet, 'of DaemonSets'],
    [staying.mirror, 'static'],
    [staying.finished, 'finished'],
    [staying.skipPods, 'left by the option skipPods'],
  ] as const;
  const others = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return [
    ...rows,
    ...(others.length === 0 ? [] : [`  Not waited for: ${others.join(', ')}`]),
    ...(forcedAt === undefined ? [] : [`  Deleted past their budgets from ${moment(forcedAt, now)}`]),
  ];
}

/** The commands are never wrapped: they are to be copied. */
const wayRows = ({ waysOut }: Explanation): readonly string[] =>
  waysOut.flatMap(({ title, commands }, index) => [
    ...hanging(`  ${index + 1}.`, title, 5),
    ...commands.map((command) => `       ${command}`),
  ]);

/** `2026-01-01T10:00:00Z (5m ago)` */
function moment(time: string, now: number, more?: string): string {
  const details = [relative(time, now), more].filter((part) => part);
  return `${time.replace(/\.\d+Z$/, 'Z')} (${details.join(', ')})`;
}

function relative(time: string, now: number): string {
  const ms = Date.parse(time) - now;
  if (Number.isNaN(ms)) return 'at an unknown time';
  if (ms >= 1_000) return `in ${describeDuration(ms)}`;
  return ms > -1_000 ? 'now' : `${describeDuration(-ms)} ago`;
}
