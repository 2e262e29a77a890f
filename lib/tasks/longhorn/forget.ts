import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import type { Forecast, NodeTask, TaskLook } from '../node-task.ts';
import type { ForgetDependencies } from './dependencies.ts';
import { ForgetRun, ForgetSession } from './forget-run.ts';
import { NOT_INSTALLED, UNSUPPORTED } from './installed.ts';
import { GROUP } from './resources.ts';
import { readView, servedBy } from './sources.ts';
import { NODE_VIEW } from './views.ts';

/**
 * Sees to it that Longhorn's own Node goes after the Node, when Longhorn does not do it by itself: it tries a few times
 * only, and not again until something wakes it. Nothing else is written to it than that nothing is placed there.
 */
export function createLonghornForget(deps: ForgetDependencies): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const versions = await deps.discovery.versionsOf(GROUP);
      if (versions.length === 0) return NOT_INSTALLED;
      if (servedBy(versions) === undefined) return UNSUPPORTED;
      const session = run.scope.keep('longhorn', () => new ForgetSession(deps.watches, run.subject.nodeName));
      session.wake = run.wake;
      return await new ForgetRun(deps, run, session).outcome();
    },
    foresee: (look) => foreseeForget(deps, look),
  };
}

async function foreseeForget({ client, discovery }: ForgetDependencies, look: TaskLook): Promise<Forecast> {
  const versions = await discovery.versionsOf(GROUP);
  if (versions.length === 0) return NOT_INSTALLED;
  if (servedBy(versions) === undefined) return UNSUPPORTED;
  const { nodeName } = look.subject;
  const [node] = (await readView(client, NODE_VIEW, look.signal)).under(nodeName);
  if (node === undefined) return { state: 'done', message: 'Longhorn does not know the Node' };
  const message = `it would see that Longhorn's Node ${node.namespace}/${node.name} goes once the Node is gone and nothing is left on it`;
  return { state: 'waiting', message };
}
