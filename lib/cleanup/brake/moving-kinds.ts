import type { TaskKind } from '../../config/task-kind.ts';
import type { NodeTask } from '../../tasks/node-task.ts';
import type { MovingKinds } from './brake.ts';

/** What the brake must know of the kinds of task that there are. */
export function movingKinds(kinds: readonly TaskKind[], tasks: ReadonlyMap<string, NodeTask>): MovingKinds {
  const moving = new Set(kinds.filter(({ movesData }) => movesData === true).map(({ name }) => name));
  return {
    movesData: (kind) => moving.has(kind),
    async foresee(kind, look) {
      const task = tasks.get(kind);
      if (task === undefined) throw new Error(`there is no task "${kind}"`);
      return task.foresee(look);
    },
  };
}
