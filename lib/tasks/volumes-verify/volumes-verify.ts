import type { KubeClient } from '../../kube/client.ts';
import { isConflict, isNotFound } from '../../kube/errors.ts';
import { NODES, PERSISTENT_VOLUMES } from '../../kube/resource.ts';
import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { View } from '../../kube/shared-watch/view.ts';
import {
  PERSISTENT_VOLUME_VIEW,
  type PersistentVolume,
  parsePersistentVolume,
} from '../../kube/storage/persistent-volume.ts';
import { VOLUME_ATTACHMENT_VIEW } from '../../kube/storage/volume-attachment.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { NodeTask } from '../node-task.ts';
import { reading } from '../reading.ts';
import { decide, type Leftover, listLeftovers, PROVISIONER_MS } from './decide.ts';
import { foreseeVerify } from './foresee.ts';
import { HOSTNAME, hostnameOf, isOnlyOn, pinsOfNode } from './names.ts';
import { readOptions, type VerifyOptions } from './options.ts';
import { CSI_NODE_VIEW, GHOST_PODS } from './views.ts';

export interface VerifyDependencies {
  readonly client: KubeClient;
  readonly watches: Pick<SharedWatches, 'open' | 'openOnly'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_AGAIN_MS = 60_000;
const SOON_MS = 100;
/** So many deletions fit well into the time that a run has. */
const DELETIONS = 200;
const ANNOUNCED = 500;

const READING = reading('reading what is left of the Node');

/**
 * What is left is only looked at and told, and nothing depends on it any more: what a watch says is good enough. The one
 * thing that may be deleted, a PersistentVolume, is looked at again as it is then.
 */
export function createVolumesVerify(dependencies: VerifyDependencies): NodeTask {
  return {
    run: async (run: TaskRun<NodeSubject>): Promise<Outcome> => await new VerifyRun(dependencies, run).outcome(),
    foresee: (look) => foreseeVerify(dependencies.client, look),
  };
}

class VerifyRun {
  readonly #deps: VerifyDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #options: VerifyOptions;

  constructor(deps: VerifyDependencies, run: TaskRun<NodeSubject>) {
    this.#deps = deps;
    this.#run = run;
    this.#options = readOptions(run.options);
  }

  async outcome(): Promise<Outcome> {
    const { startedAt, subject } = this.#run;
    const left = await this.#look();
    if (left === undefined) return READING;
    const step = decide({ ...left, options: this.#options, goneMs: this.#deps.clock.now() - startedAt });
    if (step.left.length === 0) return { state: 'done', message: 'storage has left nothing behind' };
    // At the first look, and before anything is said or done for good.
    const looked = this.#run.scope.keep('looked', () => new FirstLook());
    if ((step.is !== 'wait' || !looked.isOver) && (await this.#isBack())) {
      return {
        state: 'done',
        message: `a Node with the name or hostname of ${subject.nodeName} is there again, and may use what is left`,
      };
    }
    looked.isOver = true;
    const message = `left behind: ${listLeftovers(step.left)}`;
    switch (step.is) {
      case 'done':
        return { state: 'done', message };
      case 'wait': {
        const checkAfterMs = Math.min(LOOK_AGAIN_MS, step.lookAgainMs);
        return { state: 'waiting', reason: 'LeftBehind', message, checkAfterMs };
      }
      case 'delete':
        return await this.#delete(step.volumes, step.left);
    }
  }

  /** From the watches; undefined while they have not been read. */
  async #look() {
    const { signal, subject } = this.#run;
    const { nodeName } = subject;
    const volumes = this.#open('volumes', PERSISTENT_VOLUME_VIEW, pinsOfNode(subject));
    const attachments = this.#open('attachments', VOLUME_ATTACHMENT_VIEW, [nodeName]);
    const csiNodes = this.#open('csinodes', CSI_NODE_VIEW, [nodeName]);
    const pods = this.#run.scope.keep('pods', () => this.#deps.watches.openOnly(GHOST_PODS, nodeName, this.#run.wake));
    const ready = await Promise.all([volumes, attachments, csiNodes, pods].map((lookout) => lookout.ready(signal)));
    if (ready.includes(false)) return undefined;
    return {
      volumes: volumes.list().filter((volume) => isOnlyOn(subject, volume)),
      attachments: attachments.under(nodeName),
      pods: pods.under(nodeName),
      hasCsiNode: csiNodes.get(nodeName) !== undefined,
    };
  }

  #open<T>(key: string, view: View<T>, wokenBy: readonly string[]): Lookout<T> {
    return this.#run.scope.keep(key, () => this.#deps.watches.open(view, wokenBy, this.#run.wake));
  }

  /** Another Node bears the name, or calls itself so for its volumes: it may be the same machine with the same disks. */
  async #isBack(): Promise<boolean> {
    const { client } = this.#deps;
    const { signal, subject } = this.#run;
    try {
      await client.get(NODES, subject.nodeName, { signal });
      return true;
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    const labelSelector = `${HOSTNAME}=${hostnameOf(subject)}`;
    const { items } = await client.list(NODES, { labelSelector, limit: 1, signal });
    return items.length > 0;
  }

  /** Announced first, since nothing tells afterwards that there was a volume. */
  async #delete(volumes: readonly PersistentVolume[], left: readonly Leftover[]): Promise<Outcome> {
    const announced = new Set(this.#run.record.changes);
    const missing = volumes.map(deletionOf).filter((change) => !announced.has(change));
    const message = `left behind: ${listLeftovers(left)}. Their provisioners have not deleted ${volumes.length} of the volumes in ${PROVISIONER_MS / 60_000} minutes, so they are deleted here`;
    const wait = { state: 'waiting', reason: 'DeletingVolumes', message } as const;
    if (missing.length > 0) return { ...wait, checkAfterMs: SOON_MS, changes: missing.slice(0, ANNOUNCED) };
    for (const volume of volumes.slice(0, DELETIONS)) await this.#deleteOne(volume);
    return { ...wait, checkAfterMs: 2_000 };
  }

  async #deleteOne({ name, uid }: PersistentVolume): Promise<void> {
    const { client, log } = this.#deps;
    const { signal, subject } = this.#run;
    try {
      const object = await client.get(PERSISTENT_VOLUMES, name, { signal });
      const live = parsePersistentVolume(object);
      const isAsSeen = live.uid === uid && live.deletedAt === undefined && isOnlyOn(subject, live);
      if (!isAsSeen || live.phase !== 'Released' || live.reclaimPolicy !== 'Delete') return;
      // Somebody may take it into use again at this moment.
      const { resourceVersion } = object.metadata;
      await client.delete(PERSISTENT_VOLUMES, name, { uid, resourceVersion, signal });
      log.info({ node: subject.nodeName, volume: name }, 'deleted a PersistentVolume of a Node that is gone');
    } catch (error) {
      // Its provisioner was faster, or it is another volume by now.
      if (!isNotFound(error) && !isConflict(error)) throw error;
    }
  }
}

class FirstLook implements Disposable {
  isOver = false;

  [Symbol.dispose](): void {}
}

/** What stands in the record is cut at 256 characters; it must be found again. */
const deletionOf = ({ name, uid, driver }: PersistentVolume): string =>
  `delete the PersistentVolume (uid ${uid}) ${name} ${driver}`.trimEnd().slice(0, 250);
