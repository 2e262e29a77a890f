import type { Right, TaskKind } from '../../config/task-kind.ts';
import { type AccessQuestion, type Asker, deniedOf } from '../../kube/access-review.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { NodeRecord } from '../../node/record.ts';
import { readSkipTasks } from '../../node/skip.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Plan, PlannedTask } from '../../operation/plan.ts';
import { nameWithoutMoment } from '../../operation/settle.ts';
import { describeThrown } from '../../operation/thrown.ts';
import type { Forecast, NodeTask } from '../../tasks/node-task.ts';
import type { Clock } from '../../time/clock.ts';
import { untilAborted } from '../../time/until-aborted.ts';
import { NODE_CLEANUPS } from '../node-cleanup.ts';
import type { ForecastView, RightsView, TaskForecast } from './document.ts';

/** What a removal that begins now would be made of. */
export interface Prospect {
  /** Where the plan was read; undefined: nowhere, these are the defaults. */
  readonly file: string | undefined;
  readonly plan: Plan;
  readonly deadAfterMs: number;
  readonly tasks: ReadonlyMap<string, NodeTask>;
  readonly kinds: readonly TaskKind[];
  /** Whose rights are looked at. */
  readonly asker: Asker;
}

export interface ForecastDeps {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly skipTasksKey: string;
  readonly signal: AbortSignal;
}

/** A task may ask others over a network; who waits at a terminal should not wait for ever. */
const LONGEST_LOOK_MS = 20_000;

/** What each task would answer if the Node were deleted now, and what it would lack. Never rejects for a task's own error. */
export async function forecastOf(node: NodeRecord, prospect: Prospect, deps: ForecastDeps): Promise<ForecastView> {
  const { file, plan } = prospect;
  const tasks = await Promise.all(plan.tasks.map((task) => foresee(task, node, prospect, deps)));
  return { plan: file ?? 'defaults', tasks, rights: await rightsOf(prospect, tasks, deps) };
}

async function foresee(
  planned: PlannedTask,
  node: NodeRecord,
  { tasks, deadAfterMs, plan }: Prospect,
  { clock, skipTasksKey, signal }: ForecastDeps,
): Promise<TaskForecast> {
  const { name, task: kind, stage, options } = planned;
  const view = {
    name,
    task: kind,
    ...(typeof stage === 'string' ? { stage } : ({ stage: 'moment', moment: stage.moment } as const)),
  };
  const skipped = readSkipTasks(node.annotations[skipTasksKey]);
  if (skipped.includes(name) || skipped.includes(nameWithoutMoment(planned))) {
    return {
      ...view,
      answer: 'Skipped',
      reason: 'SkipAnnotation',
      message: `the annotation ${skipTasksKey} leaves it out`,
    };
  }
  const task = tasks.get(kind);
  if (task === undefined) {
    return { ...view, answer: 'Blocked', reason: 'UnknownTask', message: `this version has no task "${kind}"` };
  }
  const giveUp = new AbortController();
  using _timer = clock.after(LONGEST_LOOK_MS, () =>
    giveUp.abort(new Error(`no answer within ${LONGEST_LOOK_MS / 1_000} s`)),
  );
  const subject = subjectOf(node, plan, deadAfterMs, clock.now());
  try {
    const look = { subject, name, stage, options, signal: AbortSignal.any([signal, giveUp.signal]) };
    return { ...view, ...answerOf(await untilAborted(task.foresee(look), look.signal)) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...view, answer: 'Unknown', reason: 'CannotLook', message: describeThrown(error) };
  }
}

const ANSWERS = { done: 'Done', waiting: 'Waiting', blocked: 'Blocked', skipped: 'Skipped' } as const;

const answerOf = ({
  state,
  reason,
  message,
  details,
}: Forecast): Pick<TaskForecast, 'answer' | 'reason' | 'message' | 'details'> => ({
  answer: ANSWERS[state],
  reason,
  message,
  details,
});

const subjectOf = (node: NodeRecord, plan: Plan, deadAfterMs: number, now: number): NodeSubject => ({
  nodeName: node.name,
  nodeUID: node.uid,
  node,
  deadAfterMs,
  requestedAt: new Date(now).toISOString(),
  record: { kind: NODE_CLEANUPS.kind, name: '' },
  kinds: new Set(plan.tasks.map(({ task }) => task)),
});

/** Of tasks whose software is not there nothing is asked: they would not use their rights. */
async function rightsOf(
  { kinds, plan, asker }: Prospect,
  tasks: readonly TaskForecast[],
  { client, signal }: ForecastDeps,
): Promise<RightsView> {
  const of =
    asker === 'self' ? 'the credentials of this command' : `the service account ${asker.namespace}/${asker.name}`;
  const users = new Map<string, Set<string>>();
  const optionsOf = new Map(plan.tasks.map(({ name, options }) => [name, options]));
  for (const { name, task, answer } of tasks) {
    if (answer === 'Skipped') continue;
    for (const question of rightsOfTask(kinds, task, optionsOf.get(name)).flatMap(questionsOf)) {
      const key = JSON.stringify(question);
      users.set(key, (users.get(key) ?? new Set()).add(task));
    }
  }
  const questions = [...users.keys()].map((key): AccessQuestion & { readonly key: string } => ({
    ...JSON.parse(key),
    key,
  }));
  try {
    const denied = await deniedOf(client, questions, asker, signal);
    return {
      of,
      missing: denied.map(({ apiGroup, resource, verb, key }) => ({
        right: `${verb} ${apiGroup === '' ? resource : `${resource} (${apiGroup})`}`,
        tasks: [...(users.get(key) ?? [])],
      })),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { of, missing: [], unknown: describeThrown(error) };
  }
}

/** Those that the task would use with its options. */
function rightsOfTask(
  kinds: readonly TaskKind[],
  task: string,
  options: Readonly<Record<string, unknown>> = {},
): readonly Right[] {
  const rights = kinds.find(({ name }) => name === task)?.rights ?? [];
  return rights.filter(({ onlyWith }) => onlyWith === undefined || isSet(options[onlyWith]));
}

const isSet = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false && value !== '' && value !== '0s';

const questionsOf = ({ apiGroup, resource, verbs }: Right): readonly AccessQuestion[] =>
  verbs.map((verb) => ({ apiGroup, resource, verb }));
