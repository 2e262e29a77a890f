import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { NodeTask } from '../node-task.ts';
import type { EvacuateDependencies } from './dependencies.ts';
import { EvacuationRun } from './evacuation-run.ts';
import { foreseeEvacuation } from './foresee.ts';
import { NOT_INSTALLED, UNSUPPORTED } from './installed.ts';
import { GROUP } from './resources.ts';
import { EvacuationSession } from './session.ts';
import { servedBy } from './sources.ts';

/**
 * Asks Longhorn to move what it stores on the Node, and waits until nothing is left. Longhorn does not look at the
 * Node's deletion by itself, and it evicts only while the Node lives; of a dead one nothing can be moved, so there the
 * task waits until it holds nothing that is not elsewhere.
 */
export function createLonghornEvacuate(dependencies: EvacuateDependencies): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const { node, nodeName } = run.subject;
      if (node === undefined) return NODE_GONE;
      const versions = await dependencies.discovery.versionsOf(GROUP);
      if (versions.length === 0) return NOT_INSTALLED;
      const served = servedBy(versions);
      if (served === undefined) return UNSUPPORTED;
      // After an upgrade there may be more to watch than before it.
      const session = run.scope.keep(
        `longhorn ${JSON.stringify(served)}`,
        () => new EvacuationSession(dependencies.watches, served, nodeName),
      );
      session.wake = run.wake;
      return await new EvacuationRun(dependencies, run, node, session, served).outcome();
    },
    foresee: (look) => foreseeEvacuation(dependencies, look),
  };
}
