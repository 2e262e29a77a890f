import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import { reading } from '../reading.ts';
import { findAddresses } from './addresses.ts';
import { type AfterStep, type AfterView, decideAfter } from './decide-after.ts';
import type { PortworxDependencies } from './dependencies.ts';
import { isRecalled, noteOnRecalled, recallFound, rememberFound } from './found.ts';
import { type PortworxOptions, readOptions } from './options.ts';
import { delayed, READING } from './outcome.ts';
import { memberOf, type Px } from './px.ts';
import { PortworxError, PxClient } from './px-client.ts';
import { ambiguous, troubledPeers } from './quorum.ts';
import { ownIn, readNode, readScene, type Scene } from './scene.ts';
import { Session } from './session.ts';
import type { Delay } from './step.ts';
import type { StorageNode } from './storage-node.ts';

/** The watch tells when the StorageNode goes; of Portworx's own state only asking tells. */
const LOOK_AGAIN_MS = 60_000;
const LOOK_AGAIN_PX_MS = 15_000;
const SOON_MS = 100;
/** The field of the memory that says which node Portworx has been asked to remove. */
const REMOVED = 'removed';

/** One look after the Node has gone, and what follows from it. */
export class AfterRun {
  readonly #deps: PortworxDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #options: PortworxOptions;
  readonly #now: number;
  #memory: Readonly<Record<string, string>>;
  #note = '';

  constructor(deps: PortworxDependencies, run: TaskRun<NodeSubject>) {
    this.#deps = deps;
    this.#run = run;
    this.#options = readOptions(run.options);
    this.#now = deps.clock.now();
    this.#memory = run.record.memory ?? {};
  }

  async outcome(): Promise<Outcome> {
    const { subject, signal, scope, wake } = this.#run;
    const { nodeName } = subject;
    const session = scope.keep('portworx', () => new Session(this.#deps.watches, nodeName));
    session.wake = wake;
    const { decommission } = this.#options;
    // Only who is asked to remove a node has something left to do where there is no StorageNode any more.
    const known = decommission ? recallFound(this.#memory, nodeName) : undefined;
    const scene = await session.look(signal, known !== undefined);
    if (scene === undefined) return READING;
    const own = ownIn(scene, nodeName);
    if (own.length > 1) return this.#delayed(ambiguous(own));
    const mine = own[0] ?? known;
    if (mine === undefined) return await this.#confirmAbsence();
    if (decommission) this.#memory = { ...this.#memory, ...rememberFound(mine, this.#memory) };
    this.#note = noteOnRecalled(mine);
    if (decommission && known === undefined) return this.#begin();
    session.follow(troubledPeers({ own: mine, ...scene, px: undefined }));
    const client = decommission ? await this.#client(mine.namespace, session) : undefined;
    const view = this.#view(mine, scene, await ask(client));
    session.follow(troubledPeers(view));
    const isForgotten = isRecalled(mine) && memberOf(mine, view.px?.nodes ?? []) === undefined;
    return isForgotten ? await this.#confirmAbsence() : await this.#take(decideAfter(view), view, client);
  }

  #begin(): Outcome {
    const message = `Portworx has run on ${this.#run.subject.nodeName}`;
    return { state: 'waiting', reason: 'Found', message, checkAfterMs: SOON_MS, memory: this.#memory };
  }

  async #confirmAbsence(): Promise<Outcome> {
    const { nodeName } = this.#run.subject;
    const live = await readScene(this.#deps.client, nodeName, this.#run.signal);
    if (ownIn(live, nodeName).length > 0) return reading('a StorageNode has just come');
    return { state: 'done', message: `Portworx has no StorageNode ${nodeName}` };
  }

  async #client(namespace: string, session: Session): Promise<PxClient> {
    const { client, clock } = this.#deps;
    const { signal } = this.#run;
    const addresses = await session.addresses(clock, () => findAddresses(client, namespace, this.#options, signal));
    return new PxClient(addresses, this.#options, clock, signal);
  }

  #view(own: StorageNode, scene: Scene, px: Px | undefined): AfterView {
    const there = scene.nodeOf(own.name);
    return {
      ...{ own, ...scene, px },
      deletedAt: this.#run.subject.requestedAt,
      options: this.#options,
      // The watch may show the Node that was removed for a while yet.
      isBack: there !== undefined && there.uid !== this.#run.subject.nodeUID,
      removed: this.#memory[REMOVED],
    };
  }

  async #take(step: AfterStep, view: AfterView, client: PxClient | undefined): Promise<Outcome> {
    switch (step.is) {
      case 'done':
        return { state: 'done', message: step.message };
      case 'skip':
        return { state: 'skipped', reason: step.reason, message: step.message };
      case 'wait':
      case 'block':
        return this.#delayed(step);
      case 'remove':
        return await this.#remove(step.id, view, client);
    }
  }

  /** Announced, then decided once more on what there is now. */
  async #remove(id: string, view: AfterView, px: PxClient | undefined): Promise<Outcome> {
    const { subject, record, signal } = this.#run;
    const { own } = view;
    const change = `remove the Portworx node ${id} (StorageNode ${own.namespace}/${own.name})`.slice(0, 250);
    if (!record.changes?.includes(change)) {
      return {
        ...{ state: 'waiting', reason: 'Decommissioning', checkAfterMs: SOON_MS, changes: [change] },
        message: `the Portworx node ${id} is about to be removed`,
      };
    }
    const live = await readScene(this.#deps.client, subject.nodeName, signal, own.namespace);
    const there = ownIn(live, own.name);
    const now = isRecalled(own) && there.length === 0 ? own : there.find(({ uid }) => uid === own.uid);
    // Also a Node with another uid is a reason to leave everything as it is.
    const node = await readNode(this.#deps.client, subject.nodeName, signal);
    if (px === undefined || now === undefined || node !== undefined) return CHANGED;
    const again = decideAfter(this.#view(now, live, await ask(px)));
    if (again.is !== 'remove' || again.id !== id) return CHANGED;
    try {
      await px.removeNode(id);
    } catch (error) {
      // It is there, and has a reason: most likely a volume, or a node that is not as offline as it seems.
      if (!(error instanceof PortworxError) || error.status >= 300) throw error;
      const message = `Portworx does not remove its node ${id}: ${error.said}. It is asked again from time to time, and never forced`;
      return { state: 'blocked', reason: 'DecommissionRefused', message };
    }
    this.#deps.log.info({ node: subject.nodeName, portworx: id }, 'removed a node from Portworx');
    return {
      ...{ state: 'waiting', reason: 'Decommissioning', checkAfterMs: LOOK_AGAIN_PX_MS },
      message: `Portworx has been asked to remove its node ${id}`,
      memory: { ...this.#memory, [REMOVED]: id },
    };
  }

  #delayed(delay: Delay): Outcome {
    const { since, ...memory } = this.#memory;
    const againMs = this.#options.decommission ? LOOK_AGAIN_PX_MS : LOOK_AGAIN_MS;
    const said = { ...delay, message: `${delay.message}${this.#note}` };
    return delayed(said, { since, memory, now: this.#now, againMs });
  }
}

const CHANGED: Outcome = {
  state: 'waiting',
  reason: 'Changed',
  message: 'Portworx or the Node has changed meanwhile; looking again',
  checkAfterMs: 1_000,
};

async function ask(px: PxClient | undefined): Promise<Px | undefined> {
  if (px === undefined) return undefined;
  const [nodes, volumes] = await Promise.all([px.nodes(), px.volumes()]);
  return { nodes, volumes };
}
