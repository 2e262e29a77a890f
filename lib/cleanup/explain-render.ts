import { describeDuration } from '../time/duration.ts';
import type { DeadlineView, Explanation, PodsView, RemovalView, TaskView } from './explain-document.ts';
import { describeFinalizer } from './explain-finalizers.ts';

/** More pods with one and the same reason are counted. */
const PODS_NAMED = 5;

/** The explanation as a page for a terminal, ending with a new line. */
export function renderExplanation(explanation: Explanation): string {
  const { summary, notes, unseen, waysOut } = explanation;
  const now = Date.parse(explanation.observedAt);
  const sections = [
    [summary],
    factLines(explanation, now),
    section('Tasks', taskLines(explanation.tasks, now)),
    podSection(explanation.pods),
    section(
      'Notes',
      notes.map((note) => `- ${note}`),
    ),
    section(
      'Not seen',
      unseen.map(({ what, why }) => `- ${what}: ${why}`),
    ),
    section(
      'What you can do, safest first',
      waysOut.flatMap(({ title, commands }, index) => [
        `${index + 1}. ${title}`,
        ...commands.map((command) => `     ${command}`),
      ]),
    ),
  ];
  const paragraphs = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${printable(paragraphs.join('\n\n'))}\n`;
}

/** What others wrote into the cluster must not drive the terminal. */
const printable = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, ' ');

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

/** Label and value, where there is a value. */
type Fact = readonly [label: string, value: string | undefined];

function factLines(explanation: Explanation, now: number): readonly string[] {
  const { object, removal, operator, earlier, blockers } = explanation;
  const facts: Fact[] = [
    [
      'Deleted',
      object?.deletedAt && moment(object.deletedAt, now, removal?.requestedBy && `asked by ${removal.requestedBy}`),
    ],
    ...blockers
      .filter(({ by }) => by !== 'Operator')
      .map(
        ({ name, message, since }): Fact => [
          'Blocked by',
          `${name}${since ? `, since ${moment(since, now)}` : ''}: ${message}`,
        ],
      ),
    ...(removal === undefined ? [] : removalFacts(removal, explanation, now)),
    ['Finalizers', object && (object.finalizers.map(describeFinalizer).join(', ') || 'none')],
    [
      'Kubelet',
      object &&
        (object.ready.status === 'True'
          ? 'ready'
          : `not ready (${object.ready.status}) since ${moment(object.ready.since, now)}`),
    ],
    ['Operator', operator.message],
    [
      'Earlier',
      earlier.map(({ name, phase, requestedAt }) => `${name} (${phase}, ${moment(requestedAt, now)})`).join(', ') ||
        undefined,
    ],
  ];
  return facts.flatMap(([label, value]) => (value ? [`  ${label.padEnd(12)}${value}`] : []));
}

function removalFacts(removal: RemovalView, { tasks }: Explanation, now: number): readonly Fact[] {
  const { name, phase, currentTask, message, deadline, releasedAt, nodeGoneAt, finishedAt, skippedAt, skippedBy } =
    removal;
  const current = tasks.find((task) => task.name === currentTask);
  const skipped = skippedAt && moment(skippedAt, now, skippedBy && `annotation set by ${skippedBy}`);
  return [
    ['Removal', `NodeCleanup ${name}, phase ${phase}`],
    [
      'Now',
      current && current.state !== 'Blocked' ? `${current.name}: ${current.message ?? current.state}` : undefined,
    ],
    ['Since', current?.startedAt && moment(current.startedAt, now)],
    ['Next look', current?.nextAttemptAt && `${relative(current.nextAttemptAt, now)}${failures(current)}`],
    ['Deadline', deadline && `of the whole removal: ${describeDeadline(deadline, now)}`],
    ['Skipped', skipped],
    ['Let go', releasedAt && moment(releasedAt, now)],
    ['Node gone', nodeGoneAt && moment(nodeGoneAt, now)],
    ['Over', finishedAt && moment(finishedAt, now, message)],
  ];
}

const failures = ({ attempts }: TaskView): string => (attempts > 0 ? ` (failed ${attempts} times in a row)` : '');

function taskLines(tasks: readonly TaskView[], now: number): readonly string[] {
  const rows = tasks.map((task) => [task.name, where(task), task.state, taskText(task, now)] as const);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const where = ({ stage, moment: when }: TaskView): string => (stage === 'moment' ? `when ${when ?? ''}` : stage);

function taskText({ message, reason, waitsFor, deadline }: TaskView, now: number): string {
  const parts = [
    message ?? reason,
    waitsFor.length > 0 ? `waits for ${waitsFor.join(', ')}` : undefined,
    deadline && `deadline ${describeDeadline(deadline, now)}`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('; ');
}

function describeDeadline({ after, at, meaning }: DeadlineView, now: number): string {
  return at === undefined ? `${after} after its start, ${meaning}` : `${moment(at, now)}, ${meaning}`;
}

function podSection(pods: PodsView | undefined): readonly string[] {
  if (pods === undefined) return [];
  const groups = new Map<string, string[]>();
  for (const { namespace, name, message } of pods.left) {
    groups.set(message, [...(groups.get(message) ?? []), `${namespace}/${name}`]);
  }
  const lines = [...groups].flatMap(([message, names]) => [
    ...names.slice(0, PODS_NAMED).map((name) => name),
    ...(names.length > PODS_NAMED ? [`and ${names.length - PODS_NAMED} more`] : []),
    `    ${message}`,
  ]);
  const { daemonSet, mirror, finished, skipPods } = pods.staying;
  const staying = [
    [daemonSet, 'of DaemonSets'],
    [mirror, 'static'],
    [finished, 'finished'],
    [skipPods, 'left by the option skipPods'],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, what]) => `${count} ${what}`);
  const rest = staying.length > 0 ? [`Not waited for: ${staying.join(', ')}`] : [];
  return section(`Pods left (${pods.left.length})`, [...lines, ...rest]);
}

/** `2026-01-01T10:00:00Z (5m ago)` */
function moment(time: string, now: number, more?: string): string {
  return `${time.replace(/\.\d+Z$/, 'Z')} (${[relative(time, now), more].filter((part) => part).join(', ')})`;
}

function relative(time: string, now: number): string {
  const ms = Date.parse(time) - now;
  if (Number.isNaN(ms)) return 'at an unknown time';
  return ms >= 1_000 ? `in ${describeDuration(ms)}` : ms > -1_000 ? 'now' : `${describeDuration(-ms)} ago`;
}
