import { type Life, lifeOf } from '../../node/readiness.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { TaskRun } from '../../operation/task.ts';

/** What the hook is sent. A field that is new does not change the version; one that goes, or means something else, does. */
export interface Question {
  readonly version: 'v1';
  /** Unique to the operation, and the same each time it is asked. */
  readonly operation: string;
  readonly task: string;
  readonly node: {
    readonly name: string;
    readonly uid: string;
    readonly state: Life['state'] | 'Gone';
    /** RFC 3339; not of a Node that is gone. */
    readonly since?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly record: NodeSubject['record'];
  /** When the deletion of the Node was asked for, RFC 3339. */
  readonly requestedAt: string;
  /** When the task first asked, RFC 3339. */
  readonly askedSince: string;
  /** 1, and one more for each failure in a row: no answer, or HTTP 5xx. */
  readonly attempt: number;
}

export function questionOf(
  { subject, operation, name, record, startedAt }: TaskRun<NodeSubject>,
  now: number,
): Question {
  const { nodeName, nodeUID, node, deadAfterMs, requestedAt } = subject;
  const there =
    node === undefined
      ? ({ state: 'Gone' } as const)
      : { ...lifeOf(node.ready, deadAfterMs, now), labels: node.labels };
  return {
    version: 'v1',
    operation,
    task: name,
    node: { name: nodeName, uid: nodeUID, ...there },
    record: subject.record,
    requestedAt,
    askedSince: new Date(startedAt).toISOString(),
    attempt: record.attempts + 1,
  };
}
