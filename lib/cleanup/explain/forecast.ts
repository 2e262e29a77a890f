import { type Installation, type Need, needsOfOperator, needsOfTasks, usesOf } from '../../config/rights.ts';
import type { TaskKind } from '../../config/task-kind.ts';
import { type Asker, deniedOf, describeQuestion } from '../../kube/access-review.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { Right } from '../../kube/right.ts';
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
  /** What the operator itself uses, whatever its plan is. */
  readonly own: readonly Right[];
  readonly installation: Installation;
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
  { kinds, plan, asker, own, installation }: Prospect,
  tasks: readonly TaskForecast[],
  { client, signal }: ForecastDeps,
): Promise<RightsView> {
  const of =
    asker === 'self' ? 'the credentials of this command' : `the service account ${asker.namespace}/${asker.name}`;
  const active = new Set(tasks.filter(({ answer }) => answer !== 'Skipped').map(({ name }) => name));
  const needs: readonly Need[] = [
    ...needsOfOperator(own),
    ...needsOfTasks(
      kinds,
      plan.tasks.filter(({ name }) => active.has(name)),
    ),
  ];
  const uses = usesOf(needs, installation);
  try {
    const questions = uses.map(({ question }) => question);
    const denied = new Set(await deniedOf(client, questions, asker, signal));
    const missing = uses
      .filter(({ question }) => denied.has(question))
      .map(({ question, users }) => ({ right: describeQuestion(question), tasks: users }));
    return { of, missing };
  } catch (error) {
    signal.throwIfAborted();
    return { of, missing: [], unknown: describeThrown(error) };
  }
}
