import type { KubeClient } from '../../kube/client.ts';
import { listAll } from '../../kube/list-all.ts';
import { PERSISTENT_VOLUMES } from '../../kube/resource.ts';
import { parsePersistentVolume } from '../../kube/storage/persistent-volume.ts';
import type { Forecast, TaskLook } from '../node-task.ts';
import { leftovers, listLeftovers } from './decide.ts';
import { isOnlyOn } from './names.ts';
import { readOptions } from './options.ts';

/** The volumes that only this Node has: what will be of them when it is gone. */
export async function foreseeVerify(client: KubeClient, look: TaskLook): Promise<Forecast> {
  const volumes = await listAll(client, PERSISTENT_VOLUMES, { signal: look.signal }, parsePersistentVolume);
  const options = readOptions(look.options);
  const left = leftovers({
    volumes: volumes.filter((volume) => isOnlyOn(look.subject, volume)),
    attachments: [],
    pods: [],
    hasCsiNode: false,
    options,
    goneMs: 0,
  });
  if (left.length === 0) return { state: 'done', message: 'no volume is there that only this Node has' };
  const deleted = left.filter(({ deletable }) => deletable !== undefined).length;
  const deletes = deleted === 0 ? '' : `; it would delete ${deleted} of them if their provisioners do not`;
  return {
    state: 'waiting',
    reason: 'LeftBehind',
    message: `volumes that only this Node has: ${listLeftovers(left)}${deletes}`,
    details: left.map(({ what }) => what),
  };
}
