import type { NodeKeys } from './keys.ts';

/** Labels of the Jobs that operations run, and of their pods. */
export interface JobLabels {
  /** The operation: the uid of its record. */
  readonly operation: string;
  /** The task, as the plan names it. */
  readonly task: string;
}

export const jobLabels = ({ prefix }: Pick<NodeKeys, 'prefix'>): JobLabels => ({
  operation: `${prefix}/operation`,
  task: `${prefix}/task`,
});

/** Whether something bears the label of this operation: a drain must not end what the operation itself waits for. */
export const isOfOperation = (
  labels: Readonly<Record<string, string>>,
  operation: string,
  keys: Pick<NodeKeys, 'prefix'>,
): boolean => labels[jobLabels(keys).operation] === operation;
