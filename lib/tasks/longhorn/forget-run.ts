import { isConflict, isNotFound } from '../../kube/errors.ts';
import { NODES } from '../../kube/resource.ts';
import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Answer, Outcome, TaskRun } from '../../operation/task.ts';
import { cut } from '../../operation/text.ts';
import { reading } from '../reading.ts';
import type { ForgetDependencies } from './dependencies.ts';
import { type ForgetMemory, readForgetMemory, refusedOnceMore, writeForgetMemory } from './forget-memory.ts';
import { type ForgetStep, type ForgetView, leftIn, planForget } from './forget-plan.ts';
import { type LonghornNode, parseLonghornNode } from './node-record.ts';
import { isRefusal, refusedForGood, refusedForNow } from './refusal.ts';
import { LONGHORN_NODES } from './resources.ts';
import { findLonghornNode } from './set-flags.ts';
import { readView, type Source } from './sources.ts';
import { ENGINE_VIEW, NODE_VIEW, REPLICA_VIEW } from './views.ts';
import type { Engine, Replica } from './volume-records.ts';

const LOOK_AGAIN_MS = 60_000;
const SOON_MS = 1_000;
const LONGEST_CHANGE = 256;

/** What is watched between the runs. */
export class ForgetSession implements Disposable {
  readonly nodes: Lookout<LonghornNode>;
  readonly replicas: Lookout<Replica>;
  readonly engines: Lookout<Engine>;
  wake: () => void = () => {};

  constructor(watches: SharedWatches, nodeName: string) {
    const changed = () => this.wake();
    this.nodes = watches.open(NODE_VIEW, [nodeName], changed);
    this.replicas = watches.open(REPLICA_VIEW, [nodeName], changed);
    this.engines = watches.open(ENGINE_VIEW, [nodeName], changed);
  }

  async ready(signal: AbortSignal): Promise<boolean> {
    const all = [this.nodes, this.replicas, this.engines];
    return (await Promise.all(all.map((lookout) => lookout.ready(signal)))).every(Boolean);
  }

  [Symbol.dispose](): void {
    for (const lookout of [this.nodes, this.replicas, this.engines]) lookout[Symbol.dispose]();
  }
}

interface Sight {
  readonly nodes: Source<LonghornNode>;
  readonly replicas: Source<Replica>;
  readonly engines: Source<Engine>;
}

/** One look, and at most one change of Longhorn's Node. */
export class ForgetRun {
  readonly #deps: ForgetDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #session: ForgetSession;
  readonly #now: number;
  #memory: ForgetMemory;

  constructor(deps: ForgetDependencies, run: TaskRun<NodeSubject>, session: ForgetSession) {
    this.#deps = deps;
    this.#run = run;
    this.#session = session;
    this.#now = deps.clock.now();
    this.#memory = readForgetMemory(run.record.memory);
  }

  async outcome(): Promise<Outcome> {
    if (!(await this.#session.ready(this.#run.signal))) return reading("reading Longhorn's resources");
    const view = this.#viewOf(this.#session);
    if (this.#memory.uid === undefined && view.node !== undefined) {
      const obstacle = await this.#withoutNode();
      if (obstacle !== undefined) return obstacle;
      this.#memory = { ...this.#memory, uid: view.node.uid };
    }
    const answer = await this.#take(planForget(view), view.node);
    return { memory: writeForgetMemory(this.#memory), ...answer };
  }

  #viewOf(sight: Sight): ForgetView {
    const { subject, startedAt } = this.#run;
    return { ...leftIn(sight, subject.nodeName), uid: this.#memory.uid, startedAt, now: this.#now };
  }

  async #take(step: ForgetStep, node: LonghornNode | undefined): Promise<Outcome> {
    switch (step.is) {
      case 'gone':
      case 'replaced':
        return await this.#confirmGone();
      case 'wait':
        return waiting(step.reason, this.#about(step.text), Math.min(step.ms || LOOK_AGAIN_MS, LOOK_AGAIN_MS));
      case 'stuck':
        return {
          state: 'blocked',
          reason: step.reason,
          message: `${this.#about(step.text)}. To go on: ${step.remedy}`,
        };
      case 'close':
        return node === undefined ? outdated() : (this.#resting('blocked') ?? (await this.#close(node)));
      case 'delete':
        return node === undefined ? outdated() : (this.#resting('waiting') ?? (await this.#delete(node)));
    }
  }

  #about(text: string): string {
    return `Longhorn's Node ${this.#run.subject.nodeName}: ${text}`;
  }

  /** A watch that has fallen behind may not show it yet. */
  async #confirmGone(): Promise<Outcome> {
    const nodes = await readView(this.#deps.client, NODE_VIEW, this.#run.signal);
    const [live] = nodes.under(this.#run.subject.nodeName);
    if (live === undefined) return { state: 'done', message: 'Longhorn does not know the Node any more' };
    if (this.#memory.uid === undefined || live.uid === this.#memory.uid) return outdated();
    const message = "Longhorn's Node is gone, and another one has come under its name, which is left alone";
    return { state: 'done', message };
  }

  /** Undefined when the Node is gone, and no other one has come under its name. */
  async #withoutNode(): Promise<Outcome | undefined> {
    const { nodeName, nodeUID } = this.#run.subject;
    try {
      const { metadata } = await this.#deps.client.get(NODES, nodeName, { signal: this.#run.signal });
      if (metadata.uid === nodeUID) return waiting('NodeStillThere', 'the Node is still there', 5_000);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    const message = `a Node with the name ${nodeName} has come back, so what Longhorn has under this name is left alone`;
    return { state: 'skipped', reason: 'NodeCameBack', message };
  }

  /** Undefined when Longhorn may be asked. */
  #resting(state: 'blocked' | 'waiting'): Outcome | undefined {
    const { refusal } = this.#memory;
    if (refusal === undefined || refusal.againAt <= this.#now) return undefined;
    return refused(state, refusal.text, refusal.againAt - this.#now);
  }

  async #close(node: LonghornNode): Promise<Outcome> {
    const { client, log } = this.#deps;
    const { signal, subject } = this.#run;
    const obstacle = await this.#withoutNode();
    if (obstacle !== undefined) return obstacle;
    const live = await findLonghornNode(client, node, signal);
    if (live === undefined) return outdated();
    const { namespace, name, uid, resourceVersion, allowScheduling } = parseLonghornNode(live);
    if (!allowScheduling) return outdated();
    const body = { metadata: { resourceVersion }, spec: { allowScheduling: false } };
    return await this.#asking('blocked', async () => {
      await client.patch(LONGHORN_NODES, name, { kind: 'merge', body }, { namespace, signal });
      const change = cut(
        `set allowScheduling=false on Longhorn's Node (uid ${uid}) ${namespace}/${name}`,
        LONGEST_CHANGE,
      );
      log.info({ node: subject.nodeName, longhornNode: `${namespace}/${name}` }, change);
      const message = this.#about('nothing is placed there any more, so Longhorn may let it go');
      return { ...waiting('SchedulingDisabled', message, SOON_MS), changes: [change] };
    });
  }

  async #delete(node: LonghornNode): Promise<Outcome> {
    const { client, log } = this.#deps;
    const { namespace, name, uid } = node;
    const { record, signal, subject } = this.#run;
    const change = cut(`delete Longhorn's Node (uid ${uid}) ${namespace}/${name}`, LONGEST_CHANGE);
    if (!record.changes?.includes(change)) {
      const message = this.#about('nothing is left on it, so it is about to be deleted');
      return { ...waiting('DeletingLonghornNode', message, 100), changes: [change] };
    }
    const obstacle = await this.#withoutNode();
    if (obstacle !== undefined) return obstacle;
    const live = this.#viewOf(await this.#read());
    if (planForget(live).is !== 'delete' || live.node === undefined) return outdated();
    const { resourceVersion } = live.node;
    return await this.#asking('waiting', async () => {
      await client.delete(LONGHORN_NODES, name, { namespace, uid, resourceVersion, signal });
      log.info({ node: subject.nodeName, longhornNode: `${namespace}/${name}` }, "deleted Longhorn's Node");
      return waiting('LonghornNodeTerminating', this.#about('deleted; waiting for it to go'), SOON_MS);
    });
  }

  async #read(): Promise<Sight> {
    const { client } = this.#deps;
    const { signal } = this.#run;
    const [nodes, replicas, engines] = await Promise.all([
      readView(client, NODE_VIEW, signal),
      readView(client, REPLICA_VIEW, signal),
      readView(client, ENGINE_VIEW, signal),
    ]);
    return { nodes, replicas, engines };
  }

  async #asking(state: 'blocked' | 'waiting', change: () => Promise<Outcome>): Promise<Outcome> {
    try {
      const outcome = await change();
      this.#memory = { ...this.#memory, refusal: undefined };
      return outcome;
    } catch (error) {
      if (isConflict(error) || isNotFound(error)) return outdated();
      if (!isRefusal(error)) throw error;
      this.#memory = refusedOnceMore(this.#memory, error.message, this.#now);
      return refused(state, error.message, (this.#memory.refusal?.againAt ?? 0) - this.#now);
    }
  }
}

const waiting = (reason: string, message: string, checkAfterMs: number): Answer => ({
  state: 'waiting',
  reason,
  message,
  checkAfterMs,
});

const outdated = (): Answer => reading("Longhorn's Node has changed; reading it again");

function refused(state: 'blocked' | 'waiting', text: string, ms: number): Answer {
  if (state === 'waiting') return refusedForNow(text, Math.min(ms, LOOK_AGAIN_MS));
  return refusedForGood(
    text,
    'Some releases refuse every change to the Node resource of a Node that is gone (https://github.com/longhorn/longhorn/issues/13494). To go on: upgrade Longhorn, or remove it by hand',
  );
}
