import { at, isObject, type JsonObject, listAt, stringAt, stringsAt } from '../kube/json.ts';
import { MOMENTS, type OnTimeout, type Plan, type PlannedTask, type Stage } from '../operation/plan.ts';
import { formatDuration, parseDuration } from '../time/duration.ts';

/** The plan as the record has it: durations as Kubernetes writes them, nothing that is not said. */
export function planToJson(plan: Plan): JsonObject {
  return {
    ...(plan.deadlineMs === undefined ? {} : { deadline: formatDuration(plan.deadlineMs) }),
    onDeadline: plan.onDeadline,
    retry: { base: formatDuration(plan.retry.baseMs), cap: formatDuration(plan.retry.capMs) },
    tasks: plan.tasks.map((task) => ({
      name: task.name,
      task: task.task,
      ...(typeof task.stage === 'string' ? { stage: task.stage } : { stage: 'moment', moment: task.stage.moment }),
      needs: task.needs,
      ...(task.timeoutMs === undefined ? {} : { timeout: formatDuration(task.timeoutMs) }),
      onTimeout: task.onTimeout,
      options: task.options,
    })),
  };
}

/** What cannot be read is read as the safe choice: block, no deadline, and a task before the pivot. */
export function parsePlan(plan: unknown): Plan {
  return {
    tasks: listAt(plan, 'tasks').map(parsePlannedTask),
    deadlineMs: parseDuration(stringAt(plan, 'deadline') ?? ''),
    onDeadline: parseOnTimeout(at(plan, 'onDeadline')),
    retry: {
      baseMs: parseDuration(stringAt(plan, 'retry', 'base') ?? '') ?? 1_000,
      capMs: parseDuration(stringAt(plan, 'retry', 'cap') ?? '') ?? 300_000,
    },
  };
}

function parsePlannedTask(task: unknown): PlannedTask {
  const options = at(task, 'options');
  return {
    name: stringAt(task, 'name') ?? '',
    task: stringAt(task, 'task') ?? '',
    stage: parseStage(task),
    needs: stringsAt(task, 'needs'),
    timeoutMs: parseDuration(stringAt(task, 'timeout') ?? ''),
    onTimeout: parseOnTimeout(at(task, 'onTimeout')),
    options: isObject(options) ? options : {},
  };
}

function parseStage(task: unknown): Stage {
  const moment = MOMENTS.find((name) => name === stringAt(task, 'moment'));
  if (moment !== undefined) return { moment };
  return stringAt(task, 'stage') === 'after' ? 'after' : 'before';
}

const parseOnTimeout = (value: unknown): OnTimeout => (value === 'continue' ? 'continue' : 'block');
