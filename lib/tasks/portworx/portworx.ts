import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { NodeTask, TaskLook } from '../node-task.ts';
import { AfterRun } from './after-run.ts';
import { BeforeRun } from './before-run.ts';
import type { PortworxDependencies } from './dependencies.ts';
import { foreseePortworx } from './foresee.ts';
import { recallFound } from './found.ts';
import { readOptions } from './options.ts';
import { NOT_INSTALLED, UNINSTALLED } from './outcome.ts';
import { refusedBy, wayOutOf } from './refused.ts';
import { findPortworx } from './scene.ts';

/** One task for both sides of the pivot: before it nothing is lost, after it nothing is left. */
export function createPortworx(dependencies: PortworxDependencies): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const isAfter = standsAfter(run);
      if (!isAfter && run.subject.node === undefined) return NODE_GONE;
      const found = await findPortworx(dependencies.discovery);
      if (found.is === 'absent') return foundBefore(run) ? UNINSTALLED : NOT_INSTALLED;
      if (found.is !== 'installed') return { state: 'blocked', reason: found.reason, message: found.message };
      const look = isAfter ? new AfterRun(dependencies, run) : new BeforeRun(dependencies, run);
      try {
        return await look.outcome();
      } catch (error) {
        const refused = refusedBy(error, readOptions(run.options));
        if (refused === undefined) throw error;
        return {
          state: 'blocked',
          reason: refused.reason,
          message: wayOutOf(refused, run.subject.record.name, isAfter),
        };
      }
    },

    async foresee(look) {
      try {
        return await foreseePortworx(dependencies, look, standsAfter(look));
      } catch (error) {
        const refused = refusedBy(error, readOptions(look.options));
        if (refused === undefined) throw error;
        return { state: 'blocked', ...refused };
      }
    },
  };
}

const foundBefore = ({ record, subject }: TaskRun<NodeSubject>): boolean =>
  recallFound(record.memory ?? {}, subject.nodeName) !== undefined;

/** Whoever does not say where the task stands asks before the pivot as long as there is a Node. */
const standsAfter = ({ stage, subject }: Pick<TaskLook, 'stage' | 'subject'>): boolean =>
  stage === undefined ? subject.node === undefined : stage === 'after';
