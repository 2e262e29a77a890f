import type { KubeClient } from '../kube/client.ts';
import type { EventRecorder } from '../kube/events/event-recorder.ts';
import { NODES } from '../kube/resource.ts';
import type { NodeKeys } from '../node/keys.ts';
import { annotate } from '../node/patches.ts';
import type { NodeRecord } from '../node/record.ts';
import type { EventKey } from '../telemetry/catalogue/events.ts';
import type { Logger } from '../telemetry/log.ts';
import { describeDuration } from '../time/duration.ts';
import { newsOf } from './news.ts';
import type { NodeCleanup } from './node-cleanup.ts';
import type { Facts } from './status.ts';

/** Tells people what happens to a Node: Events on it, and an annotation while it is still there. Never fails anyone. */
export class Announcer {
  readonly #client: KubeClient;
  readonly #recorder: EventRecorder;
  readonly #keys: NodeKeys;
  readonly #log: Logger;

  constructor(client: KubeClient, recorder: EventRecorder, keys: NodeKeys, log: Logger) {
    this.#client = client;
    this.#recorder = recorder;
    this.#keys = keys;
    this.#log = log;
  }

  guarded(node: NodeRecord): void {
    this.#tell(node.name, node.uid, 'FinalizerAdded', `Added the finalizer ${this.#keys.finalizer}`);
  }

  invalidSkip(node: NodeRecord, warning: string): void {
    this.#tell(node.name, node.uid, 'SkipAnnotationInvalid', warning);
  }

  unknownSkips(node: NodeRecord, names: readonly string[]): void {
    if (names.length === 0) return;
    const note = `${this.#keys.skipTasks} names tasks that the plan does not have: ${names.join(', ')}`;
    this.#tell(node.name, node.uid, 'SkipAnnotationInvalid', note);
  }

  started(node: NodeRecord, cleanup: NodeCleanup): void {
    const tasks = cleanup.spec.plan.tasks.filter(({ stage }) => stage === 'before').map(({ name }) => name);
    const plan = tasks.length === 0 ? 'nothing is to be done before it goes' : `before it goes: ${tasks.join(', ')}`;
    this.#tell(node.name, node.uid, 'CleanupStarted', `Cleanup started (NodeCleanup ${cleanup.name}); ${plan}`);
  }

  held(node: NodeRecord, message: string): void {
    this.#tell(node.name, node.uid, 'CleanupHeld', `Held before it begins: ${message}`);
  }

  returned(node: NodeRecord, note: string): void {
    this.#tell(node.name, node.uid, 'RemovedMachineReturned', note);
  }

  dead(node: NodeRecord, since: string): void {
    const note = `Not ready since ${since}: it counts as dead, and nothing waits for its kubelet any more`;
    this.#tell(node.name, node.uid, 'NodeDead', note);
  }

  alive(node: NodeRecord): void {
    this.#tell(node.name, node.uid, 'NodeAlive', 'Ready again: the removal goes on as that of a living Node');
  }

  progressed(before: NodeCleanup, after: NodeCleanup): void {
    const { nodeName, nodeUID } = after.spec;
    for (const { event, note } of newsOf(before.status.tasks, after.status.tasks))
      this.#tell(nodeName, nodeUID, event, note);
  }

  skipped({ name, uid }: NodeRecord, { skippedBy: by, skipReason }: Pick<Facts, 'skippedBy' | 'skipReason'>): void {
    this.#log.info({ node: name, uid, by, reason: skipReason }, 'released by the skip annotation');
    const who = by === undefined ? '' : `, set by ${by}`;
    const why = skipReason === undefined ? '' : `, because: ${skipReason}`;
    this.#tell(name, uid, 'CleanupSkipped', `Released at once: annotation ${this.#keys.skipCleanup}${who}${why}`);
  }

  released({ spec }: Pick<NodeCleanup, 'spec'>, heldBy: readonly string[], seconds: number): void {
    const { nodeName, nodeUID } = spec;
    const took = describeDuration(seconds * 1_000);
    this.#tell(
      nodeName,
      nodeUID,
      'NodeReleased',
      `Removed the finalizer ${this.#keys.finalizer}, ${took} after the deletion was asked for`,
    );
    if (heldBy.length === 0) return;
    this.#tell(
      nodeName,
      nodeUID,
      'ForeignFinalizers',
      `The Node is still held by ${heldBy.join(', ')}; they are not ours to remove`,
    );
  }

  /** Puts the short text where `kubectl describe node` shows it; only when it says something new. */
  async showOn(node: NodeRecord, text: string, signal: AbortSignal): Promise<void> {
    if (node.annotations[this.#keys.cleanupStatus] === text) return;
    try {
      await this.#client.patch(NODES, node.name, annotate(node.uid, { [this.#keys.cleanupStatus]: text }), {
        signal,
      });
    } catch (err) {
      this.#log.debug({ err, node: node.name }, 'cannot write the status annotation');
    }
  }

  #tell(name: string, uid: string, event: EventKey, note: string): void {
    this.#recorder.record({ apiVersion: 'v1', kind: NODES.kind, name, uid }, event, note);
  }
}
