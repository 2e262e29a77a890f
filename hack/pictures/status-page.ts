import type { Overview, TaskView } from '../../lib/cleanup/status-page/overview.ts';
import { statusPages } from '../../lib/cleanup/status-page/pages.ts';
import { systemClock } from '../../lib/time/clock.ts';
import type { Picture } from './picture.ts';

/** The status page, with removals as they are in practice. */
export const statusPagePicture: Picture = {
  file: 'docs/images/status-page.png',
  size: { width: 1100, height: 740 },
  until: 'live',
  pages: async () => statusPages(sample, systemClock),
};

const task = (name: string, state: TaskView['state'], message = ''): TaskView => ({ name, state, message });

function sample(): Overview {
  const now = Date.now();
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  return {
    at: new Date(now).toISOString(),
    nodes: { total: 42, guarded: 42, beingDeleted: 2 },
    removals: [
      {
        node: 'worker-17',
        name: 'worker-17-3fa94c02',
        phase: 'Blocked',
        message: 'local-volumes is blocked: the claim shop/postgres-data (local-path) has its only copy on this Node',
        requestedAt: ago(14),
        isDead: false,
        tasks: [
          task('cordon', 'Done', 'cordoned and tainted'),
          task('local-volumes', 'Blocked', 'the claim shop/postgres-data (local-path) has its only copy on this Node'),
          task('longhorn-evacuate', 'Waiting', '2 replicas left, 12.4 GiB'),
          task('drain', 'Pending'),
          task('volumes-detach', 'Pending'),
        ],
      },
      {
        node: 'worker-4',
        name: 'worker-4-81d2c7aa',
        phase: 'Running',
        message: 'drain: waiting for 3 pods to end: shop/web-7d4b, shop/web-9f1c, batch/report-x2',
        requestedAt: ago(2),
        isDead: false,
        tasks: [
          task('cordon', 'Done', 'cordoned and tainted'),
          task('local-volumes', 'Done', 'nothing on this Node alone'),
          task('longhorn-evacuate', 'Skipped', 'Longhorn is not installed'),
          task('drain', 'Waiting', 'waiting for 3 pods to end: shop/web-7d4b, shop/web-9f1c, batch/report-x2'),
          task('volumes-detach', 'Pending'),
        ],
      },
      {
        node: 'worker-9',
        name: 'worker-9-5b0e6d11',
        phase: 'Completed',
        message: '',
        requestedAt: ago(55),
        finishedAt: ago(48),
        isDead: false,
        tasks: [],
      },
    ],
    more: 0,
  };
}
