import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { isConflict, isInvalid, isNotFound } from '../../kube/errors.ts';
import { NODES, VOLUME_ATTACHMENTS } from '../../kube/resource.ts';
import {
  type Lookout,
  type SharedWatches,
  type View,
  WATCHED_RECHECK_MS,
} from '../../kube/shared-watch/shared-watches.ts';
import { PERSISTENT_VOLUME_VIEW } from '../../kube/storage/persistent-volume.ts';
import { VOLUME_ATTACHMENT_VIEW, type VolumeAttachment } from '../../kube/storage/volume-attachment.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { OUT_OF_SERVICE_TAINT, outOfServiceOf, putBackInService, putOutOfService } from '../../node/out-of-service.ts';
import { deadAt, lifeOf } from '../../node/readiness.ts';
import { type NodeRecord, parseNode } from '../../node/record.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import { cut } from '../../operation/text.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { NodeTask } from '../node-task.ts';
import { decide, type Step } from './decide.ts';
import { listAttachments } from './describe.ts';
import { foreseeDetach } from './foresee.ts';
import { askHook } from './hook.ts';
import { listAttachmentsOf, listVolumes } from './live.ts';
import { readOptions } from './options.ts';
import { listPodHolders, POD_HOLDERS } from './pod-holder.ts';
import { proofOf } from './proof.ts';
import { type Seen, type Setting, viewOf } from './survey.ts';

export interface DetachDependencies {
  readonly client: KubeClient;
  readonly watches: Pick<SharedWatches, 'open' | 'openOnly'>;
  readonly keys: NodeKeys;
  readonly clock: Clock;
  readonly log: Logger;
}

/** An annotation wakes nobody, and a person waits for it to be noticed. */
const LOOK_AGAIN_DEAD_MS = 10_000;
const SOON_MS = 100;
/** So many deletions fit well into the time that a run has. */
const DELETIONS = 200;
/** Only a change of the taints gets in the way; so many in a row are no chance. */
const ATTEMPTS = 5;
/** An announcement is written down together with everything else in the record. */
const ANNOUNCED = 500;

const PUT = `put the taint ${OUT_OF_SERVICE_TAINT}`;

const GONE: Outcome = { state: 'done', message: 'the Node is gone' };
const READING: Outcome = {
  state: 'waiting',
  reason: 'Reading',
  message: 'reading which volumes are attached',
  checkAfterMs: 1_000,
};

/** Waits until no VolumeAttachment names the Node. On a dead Node it acts only on proof that the machine is off. */
export function createVolumesDetach(dependencies: DetachDependencies): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const { node } = run.subject;
      // Volumes of whoever bears its name now are that machine's.
      if (node === undefined) return GONE;
      return await new DetachRun(dependencies, run, node).outcome();
    },
    foresee: (look) => foreseeDetach(dependencies, look),
  };
}

class DetachRun {
  readonly #deps: DetachDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #node: NodeRecord;
  readonly #setting: Setting;

  constructor(deps: DetachDependencies, run: TaskRun<NodeSubject>, node: NodeRecord) {
    this.#deps = deps;
    this.#run = run;
    this.#node = node;
    this.#setting = {
      keys: deps.keys,
      options: readOptions(run.options),
      deadAfterMs: run.subject.deadAfterMs,
      startedAt: run.startedAt,
      now: deps.clock.now(),
    };
  }

  async outcome(): Promise<Outcome> {
    const seen = await this.#look();
    return seen === undefined ? READING : await this.#take(this.#decide(seen), seen);
  }

  #decide(seen: Seen): Step {
    return decide(viewOf(seen, this.#setting));
  }

  async #take(step: Step, seen: Seen): Promise<Outcome> {
    switch (step.is) {
      case 'clear':
        return await this.#confirm(seen);
      case 'wait':
        return { state: 'waiting', reason: step.reason, message: step.message, checkAfterMs: this.#lookAgainMs() };
      case 'block':
        return { state: 'blocked', reason: step.reason, message: step.message };
      case 'untaint':
        return await this.#untaint(step.why);
      case 'taint':
        return await this.#taint(step.says, seen);
      case 'force':
        return await this.#force(step.attachments, step.says, seen);
    }
  }

  /** From the watches; undefined while they have not been read. */
  async #look(): Promise<Seen | undefined> {
    const { signal } = this.#run;
    const { nodeName } = this.#run.subject;
    const attachments = this.#open('attachments', VOLUME_ATTACHMENT_VIEW, [nodeName]);
    if (!(await attachments.ready(signal))) return undefined;
    const found = attachments.under(nodeName);
    const hook = await this.#askHook(found.length);
    const nothing = { node: this.#node, attachments: found, volume: () => undefined, pods: [], hook };
    // Without any attachment nobody needs to know of volumes and pods.
    if (found.length === 0 && outOfServiceOf(this.#node, this.#setting.keys) !== 'ours') return nothing;
    const volumes = this.#open('volumes', PERSISTENT_VOLUME_VIEW, []);
    const pods = this.#run.scope.keep('pods', () =>
      this.#deps.watches.openOnly(POD_HOLDERS, nodeName, () => this.#run.wake()),
    );
    if (!(await volumes.ready(signal)) || !(await pods.ready(signal))) return undefined;
    return { ...nothing, volume: (name) => volumes.get(name), pods: pods.under(nodeName) };
  }

  #open<T>(key: string, view: View<T>, wokenBy: readonly string[]): Lookout<T> {
    return this.#run.scope.keep(key, () => this.#deps.watches.open(view, wokenBy, () => this.#run.wake()));
  }

  async #askHook(attached: number) {
    const { subject, signal } = this.#run;
    const { keys, options, deadAfterMs, now } = this.#setting;
    const isDead = lifeOf(this.#node.ready, deadAfterMs, now).state === 'Dead';
    const matters = attached > 0 || outOfServiceOf(this.#node, keys) === 'ours';
    if (!isDead || !matters) return undefined;
    try {
      return await askHook(options.proof, subject, this.#deps.clock, signal);
    } catch (error) {
      signal.throwIfAborted();
      // Whatever took the machine may have taken its management as well; a person's word is enough then.
      if (proofOf(this.#node, undefined, keys, now).is === 'off') return undefined;
      throw error;
    }
  }

  /** The watch may lag: no Node is let go before the API server itself has said that nothing is attached. */
  async #confirm(seen: Seen): Promise<Outcome> {
    const { subject, signal } = this.#run;
    const attachments = await listAttachmentsOf(this.#deps.client, subject.nodeName, signal);
    const step = this.#decide({ ...seen, attachments });
    if (step.is !== 'clear') {
      const message = `${attachments.length} VolumeAttachments are there that the watch has not shown yet`;
      return { state: 'waiting', reason: 'VolumesAppeared', message, checkAfterMs: 1_000 };
    }
    const left =
      step.shared.length === 0 ? '' : `. Shared, and left to pods that stay: ${listAttachments(step.shared)}`;
    const message = `no volume is attached that the Node would have to be kept for${left}`;
    // What we did is in the record before the watch of the Node shows it.
    const hasTainted = this.#run.record.changes?.some((change) => change.startsWith(PUT)) ?? false;
    if (!hasTainted && outOfServiceOf(this.#node, this.#setting.keys) !== 'ours') return { state: 'done', message };
    // It has done its work. On a machine that comes back before the Node is gone it would do harm.
    const changes = await this.#putBackInService('no volume is attached any more');
    return { state: 'done', message, ...(changes === undefined ? {} : { changes }) };
  }

  async #untaint(why: string): Promise<Outcome> {
    const changes = await this.#putBackInService(why);
    const message = `the Node is no longer out of service: ${why}`;
    return {
      state: 'waiting',
      reason: 'BackInService',
      message,
      checkAfterMs: 1_000,
      ...(changes === undefined ? {} : { changes }),
    };
  }

  /** What was changed; undefined when there was nothing of ours to take off. */
  async #putBackInService(why: string): Promise<readonly string[] | undefined> {
    const { client, keys, log } = this.#deps;
    const { nodeName } = this.#run.subject;
    for (let attempt = 1; ; attempt++) {
      const live = await this.#live();
      const patch = live === undefined ? undefined : putBackInService(live, keys);
      if (patch === undefined) return undefined;
      try {
        await client.patch(NODES, nodeName, patch, { signal: this.#run.signal });
        log.info({ node: nodeName, why }, 'took the out-of-service taint off');
        return [`took the taint ${OUT_OF_SERVICE_TAINT} off: ${why}`];
      } catch (error) {
        if (!isOvertaken(error) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  /** Announced, then decided once more on the Node as it is now, which the patch also insists on. */
  async #taint(says: string, seen: Seen): Promise<Outcome> {
    const change = cut(`${PUT}: ${says}`, LONGEST_CHANGE);
    if (!this.#isAnnounced(change))
      return announce('OutOfService', 'the Node is about to be put out of service', [change]);
    const { client, keys, log } = this.#deps;
    const { nodeName, record } = this.#run.subject;
    const live = await this.#live();
    if (live === undefined) return GONE;
    const again = this.#decide({ ...seen, node: parseNode(live, keys.prefix) });
    if (again.is !== 'taint') return CHANGED;
    const by = `${record.kind}/${record.name}`;
    try {
      const patch = putOutOfService(live, keys, by, again.annotation);
      await client.patch(NODES, nodeName, patch, { signal: this.#run.signal });
    } catch (error) {
      if (isOvertaken(error)) return CHANGED;
      throw error;
    }
    log.info({ node: nodeName, says }, 'put the out-of-service taint');
    const message = `the Node is out of service; ${says}`;
    return { state: 'waiting', reason: 'OutOfService', message, checkAfterMs: LOOK_AGAIN_DEAD_MS };
  }

  /** Announced, then decided once more on the Node, the attachments, their volumes and the pods as they are now. */
  async #force(attachments: readonly VolumeAttachment[], says: string, seen: Seen): Promise<Outcome> {
    const missing = attachments.map(deletionOf).filter((change) => !this.#isAnnounced(change));
    if (missing.length > 0) {
      const message = `${attachments.length} VolumeAttachments are about to be deleted; ${says}`;
      return announce('ForceDetach', message, missing.slice(0, ANNOUNCED));
    }
    const { client, keys, log } = this.#deps;
    const { subject, signal } = this.#run;
    const live = await this.#live();
    if (live === undefined) return GONE;
    const attached = await listAttachmentsOf(client, subject.nodeName, signal);
    // A volume that the watch does not show yet would look as if no pod used it.
    const names = new Set(attached.flatMap(({ volumeName }) => volumeName ?? []));
    const volumes = await listVolumes(client, names, signal);
    const again = this.#decide({
      ...seen,
      node: parseNode(live, keys.prefix),
      attachments: attached,
      volume: (name) => volumes.get(name),
      pods: await listPodHolders(client, subject.nodeName, signal),
    });
    if (again.is !== 'force') return CHANGED;
    const ready = again.attachments.filter((attachment) => this.#isAnnounced(deletionOf(attachment)));
    for (const { name, uid } of ready.slice(0, DELETIONS)) {
      try {
        await client.delete(VOLUME_ATTACHMENTS, name, { uid, signal });
        log.info({ node: subject.nodeName, attachment: name, says }, 'deleted a VolumeAttachment');
      } catch (error) {
        if (!isOvertaken(error)) throw error;
      }
    }
    const message = `${ready.length} VolumeAttachments are being detached; ${says}`;
    return { state: 'waiting', reason: 'ForceDetach', message, checkAfterMs: 2_000 };
  }

  /** The Node as it is now; undefined when it is gone, or when another one bears its name. */
  async #live(): Promise<KubeObject | undefined> {
    const { nodeName, nodeUID } = this.#run.subject;
    try {
      const live = await this.#deps.client.get(NODES, nodeName, { signal: this.#run.signal });
      return live.metadata.uid === nodeUID ? live : undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  #isAnnounced(change: string): boolean {
    return this.#run.record.changes?.includes(change) ?? false;
  }

  #lookAgainMs(): number {
    const { deadAfterMs, now } = this.#setting;
    const untilDead = (deadAt(this.#node.ready, deadAfterMs) ?? Infinity) - now;
    return untilDead <= 0 ? LOOK_AGAIN_DEAD_MS : Math.min(WATCHED_RECHECK_MS, untilDead);
  }
}

const CHANGED: Outcome = {
  state: 'waiting',
  reason: 'Changed',
  message: 'the Node or its volumes have changed meanwhile; looking again',
  checkAfterMs: 1_000,
};

const announce = (reason: string, message: string, changes: readonly string[]): Outcome => ({
  state: 'waiting',
  reason,
  message,
  checkAfterMs: SOON_MS,
  changes,
});

/** What stands in the record is cut there; it must be found again. */
const LONGEST_CHANGE = 250;

const deletionOf = ({ name, uid, volumeName = '' }: VolumeAttachment): string =>
  `delete the VolumeAttachment (uid ${uid}) ${name} ${volumeName}`.trimEnd().slice(0, LONGEST_CHANGE);

/** Somebody else was faster, or a condition of the change does not hold any more: looking again tells. */
const isOvertaken = (error: unknown): boolean => isConflict(error) || isInvalid(error) || isNotFound(error);
