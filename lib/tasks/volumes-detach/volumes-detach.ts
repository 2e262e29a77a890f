import { type Lookout, WATCHED_RECHECK_MS } from '../../kube/shared-watch/lookout.ts';
import type { View } from '../../kube/shared-watch/view.ts';
import { PERSISTENT_VOLUME_VIEW } from '../../kube/storage/persistent-volume.ts';
import { VOLUME_ATTACHMENT_VIEW } from '../../kube/storage/volume-attachment.ts';
import { outOfServiceOf } from '../../node/out-of-service.ts';
import { deadAt, lifeOf } from '../../node/readiness.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { NodeTask } from '../node-task.ts';
import { reading } from '../reading.ts';
import { decide, type Step } from './decide.ts';
import { listAttachments } from './describe.ts';
import { detachByForce } from './force.ts';
import { foreseeDetach } from './foresee.ts';
import { askHook } from './hook.ts';
import { listAttachmentsOf } from './live.ts';
import { type DetachDependencies, LOOK_AGAIN_DEAD_MS, type Look } from './look.ts';
import { readOptions } from './options.ts';
import { POD_HOLDERS } from './pod-holder.ts';
import { proofOf } from './proof.ts';
import { type Seen, viewOf } from './survey.ts';
import { mayBeOurs, takeBackIntoService, takeOutOfService } from './taint.ts';

const READING = reading('reading which volumes are attached');

/** Waits until no VolumeAttachment names the Node. On a dead Node it acts only on proof that the machine is off. */
export function createVolumesDetach(dependencies: DetachDependencies): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const { node } = run.subject;
      // Volumes of whoever bears its name now are that machine's.
      if (node === undefined) return NODE_GONE;
      return await new DetachRun(dependencies, run, node).outcome();
    },
    foresee: (look) => foreseeDetach(dependencies, look),
  };
}

class DetachRun {
  readonly #look: Look;
  readonly #node: NodeRecord;

  constructor(deps: DetachDependencies, run: TaskRun<NodeSubject>, node: NodeRecord) {
    const setting = {
      keys: deps.keys,
      options: readOptions(run.options),
      deadAfterMs: run.subject.deadAfterMs,
      startedAt: run.startedAt,
      now: deps.clock.now(),
    };
    this.#look = { deps, run, setting };
    this.#node = node;
  }

  async outcome(): Promise<Outcome> {
    const seen = await this.#see();
    return seen === undefined ? READING : await this.#take(this.#decide(seen), seen);
  }

  #decide(seen: Seen): Step {
    return decide(viewOf(seen, this.#look.setting));
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
        return await takeOutOfService(this.#look, step.says, seen);
      case 'force':
        return await detachByForce(this.#look, step, seen);
    }
  }

  /** From the watches; undefined while they have not been read. */
  async #see(): Promise<Seen | undefined> {
    const { deps, run, setting } = this.#look;
    const { signal, subject } = run;
    const { nodeName } = subject;
    const attachments = this.#open('attachments', VOLUME_ATTACHMENT_VIEW, [nodeName]);
    if (!(await attachments.ready(signal))) return undefined;
    const found = attachments.under(nodeName);
    const hook = await this.#askHook(found.length);
    const nothing = { node: this.#node, attachments: found, volume: () => undefined, pods: [], hook };
    // Without any attachment nobody needs to know of volumes and pods.
    if (found.length === 0 && outOfServiceOf(this.#node, setting.keys) !== 'ours') return nothing;
    const volumes = this.#open('volumes', PERSISTENT_VOLUME_VIEW, []);
    const pods = run.scope.keep('pods', () => deps.watches.openOnly(POD_HOLDERS, nodeName, run.wake));
    if (!(await volumes.ready(signal)) || !(await pods.ready(signal))) return undefined;
    return { ...nothing, volume: (name) => volumes.get(name), pods: pods.under(nodeName) };
  }

  #open<T>(key: string, view: View<T>, wokenBy: readonly string[]): Lookout<T> {
    const { deps, run } = this.#look;
    return run.scope.keep(key, () => deps.watches.open(view, wokenBy, run.wake));
  }

  async #askHook(attached: number) {
    const { deps, run, setting } = this.#look;
    const { keys, options, deadAfterMs, now } = setting;
    const isDead = lifeOf(this.#node.ready, deadAfterMs, now).state === 'Dead';
    const matters = attached > 0 || outOfServiceOf(this.#node, keys) === 'ours';
    if (!isDead || !matters) return undefined;
    try {
      return await askHook(options.proof, run.subject, deps.clock, run.signal);
    } catch (error) {
      run.signal.throwIfAborted();
      // Whatever took the machine may have taken its management as well; a person's word is enough then.
      if (proofOf(this.#node, undefined, keys, now).is === 'off') return undefined;
      throw error;
    }
  }

  /** The watch may lag: no Node is let go before the API server itself has said that nothing is attached. */
  async #confirm(seen: Seen): Promise<Outcome> {
    const { deps, run } = this.#look;
    const attachments = await listAttachmentsOf(deps.client, run.subject.nodeName, run.signal);
    const step = this.#decide({ ...seen, attachments });
    if (step.is !== 'clear') {
      const message = `${attachments.length} VolumeAttachments are there that the watch has not shown yet`;
      return { state: 'waiting', reason: 'VolumesAppeared', message, checkAfterMs: 1_000 };
    }
    const left =
      step.shared.length === 0 ? '' : `. Shared, and left to pods that stay: ${listAttachments(step.shared)}`;
    const message = `no volume is attached that the Node would have to be kept for${left}`;
    if (!mayBeOurs(this.#look, seen)) return { state: 'done', message };
    // It has done its work. On a machine that comes back before the Node is gone it would do harm.
    const changes = await takeBackIntoService(this.#look, 'no volume is attached any more');
    return { state: 'done', message, ...(changes === undefined ? {} : { changes }) };
  }

  async #untaint(why: string): Promise<Outcome> {
    const changes = await takeBackIntoService(this.#look, why);
    const message = `the Node is no longer out of service: ${why}`;
    return {
      state: 'waiting',
      reason: 'BackInService',
      message,
      checkAfterMs: 1_000,
      ...(changes === undefined ? {} : { changes }),
    };
  }

  #lookAgainMs(): number {
    const { deadAfterMs, now } = this.#look.setting;
    const untilDead = (deadAt(this.#node.ready, deadAfterMs) ?? Infinity) - now;
    return untilDead <= 0 ? LOOK_AGAIN_DEAD_MS : Math.min(WATCHED_RECHECK_MS, untilDead);
  }
}
