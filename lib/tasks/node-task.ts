import type { NodeSubject } from '../node/subject.ts';
import type { Task, TaskRun } from '../operation/task.ts';

/** What a task would answer if the operation began now. */
export interface Forecast {
  /** `waiting`: it would have to do something, or to wait; `blocked`: a person would have to act. */
  readonly state: 'done' | 'waiting' | 'blocked' | 'skipped';
  /** UpperCamelCase, for machines. */
  readonly reason?: string | undefined;
  /** For people, in one sentence: what it would do. */
  readonly message: string;
  /** One line for each object that matters: a pod, a volume, a budget. */
  readonly details?: readonly string[] | undefined;
}

/** What a task needs to look at the world. */
export type TaskLook = Pick<TaskRun<NodeSubject>, 'subject' | 'name' | 'stage' | 'options' | 'signal'>;

/** A task about a Node, which can also say what it would do. */
export interface NodeTask extends Task<NodeSubject> {
  /** Looks as `run` would at its first run, and changes nothing. Throws when it cannot look. */
  foresee(look: TaskLook): Promise<Forecast>;
}
