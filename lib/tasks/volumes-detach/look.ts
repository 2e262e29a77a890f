import type { KubeClient } from '../../kube/client.ts';
import { isConflict, isInvalid, isNotFound } from '../../kube/errors.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { NodeKeys } from '../../node/keys.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { Setting } from './survey.ts';

export interface DetachDependencies {
  readonly client: KubeClient;
  readonly watches: Pick<SharedWatches, 'open' | 'openOnly'>;
  readonly keys: NodeKeys;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What each part of one look at a Node needs. */
export interface Look {
  readonly deps: DetachDependencies;
  readonly run: TaskRun<NodeSubject>;
  readonly setting: Setting;
}

/** An annotation wakes nobody, and a person waits for it to be noticed. */
export const LOOK_AGAIN_DEAD_MS = 10_000;
/** Only a change of the taints gets in the way; so many in a row are no chance. */
export const ATTEMPTS = 5;
const SOON_MS = 100;

export const CHANGED: Outcome = {
  state: 'waiting',
  reason: 'Changed',
  message: 'the Node or its volumes have changed meanwhile; looking again',
  checkAfterMs: 1_000,
};

/** What stands in the record is cut there; it must be found again. */
export const LONGEST_CHANGE = 250;

export const announce = (reason: string, message: string, changes: readonly string[]): Outcome => ({
  state: 'waiting',
  reason,
  message,
  checkAfterMs: SOON_MS,
  changes,
});

export const isAnnounced = ({ run }: Look, change: string): boolean => run.record.changes?.includes(change) ?? false;

/** Somebody else was faster, or a condition of the change does not hold any more: looking again tells. */
export const isOvertaken = (error: unknown): boolean => isConflict(error) || isInvalid(error) || isNotFound(error);
