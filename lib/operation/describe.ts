import { sameStage } from './graph.ts';
import type { Plan, Stage } from './plan.ts';
import { hasWord, isOver, type TaskRecord } from './record.ts';
import { cut } from './text.ts';

/** What fits into a column that people still read. */
const LENGTH = 256;

/**
 * Where the operation stands, in one short sentence for people. It is a function of what is written down alone and
 * holds no times: it changes when something happens and not because somebody looks.
 */
export function describeOperation(
  plan: Plan,
  records: readonly TaskRecord[],
  stage: Stage,
  length: number = LENGTH,
): string {
  const byName = new Map(records.map((record) => [record.name, record]));
  const open = (of: Stage) =>
    plan.tasks
      .filter((task) => sameStage(task.stage, of))
      .map(({ name }): TaskRecord => byName.get(name) ?? { name, state: 'Pending', attempts: 0 })
      .filter(({ state }) => !isOver(state));
  const ofStage = open(stage);
  const begun = ofStage.filter(hasWord).sort((a, b) => urgency(a) - urgency(b));
  if (begun.length > 0) return cut(begun.map(describeTask).join('; '), length);
  if (ofStage.length > 0) return cut(`next: ${ofStage.map(({ name }) => name).join(', ')}`, length);
  const telling = records.filter(
    ({ name, state, startedAt }) =>
      startedAt !== undefined &&
      !isOver(state) &&
      plan.tasks.some((task) => task.name === name && isMoment(task.stage)),
  );
  if (telling.length > 0) return cut(telling.map(describeTask).join('; '), length);
  return stage === 'before' ? 'everything before the release is over' : 'nothing is left to do';
}

const isMoment = (stage: Stage): boolean => typeof stage !== 'string';

/** What a person should act on comes first, whatever else is at work. */
function urgency({ state }: TaskRecord): number {
  return state === 'Blocked' ? 0 : state === 'Retrying' ? 1 : state === 'Pending' ? 3 : 2;
}

function describeTask({ name, state, reason, message, attempts }: TaskRecord): string {
  const said = message || reason;
  switch (state) {
    case 'Blocked':
      return said ? `${name} is blocked: ${said}` : `${name} is blocked`;
    case 'Retrying':
      return `${name} failed${attempts > 1 ? ` ${attempts} times` : ''} and is tried again: ${said ?? 'no reason given'}`;
    case 'Pending':
    case 'Waiting':
      return said ? `${name}: ${said}` : `${name} waits`;
    default:
      return `${name} is running`;
  }
}
