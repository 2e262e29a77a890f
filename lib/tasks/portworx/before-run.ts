import { lifeOf } from '../../node/readiness.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import { NODE_GONE } from '../node-gone.ts';
import { reading } from '../reading.ts';
import { findAddresses } from './addresses.ts';
import { type DrainMemory, finishedSince, issuerOf, readMemory, type SeenJob, writeMemory } from './attachments.ts';
import { type BeforeStep, type BeforeView, decideBefore } from './decide-before.ts';
import type { PortworxDependencies } from './dependencies.ts';
import { foundIn, noteOnRecalled, recallFound, rememberFound } from './found.ts';
import { type PortworxOptions, readOptions } from './options.ts';
import { delayed, READING } from './outcome.ts';
import { memberOf, type Px } from './px.ts';
import { PxClient } from './px-client.ts';
import { ambiguous, troubledPeers } from './quorum.ts';
import { ownIn, readScene, type Scene } from './scene.ts';
import { Session } from './session.ts';
import type { Delay } from './step.ts';
import type { StorageNode } from './storage-node.ts';

/** The watches tell of Portworx's nodes; of volumes and jobs only asking tells. */
const LOOK_AGAIN_MS = 60_000;
/** A job is looked at soon and then less often: most take seconds, some the half hour that they may. */
const LOOK_AGAIN_JOB_MS = { least: 1_000, most: 10_000 };
const SOON_MS = 100;

/** One look before the Node goes, and what follows from it. */
export class BeforeRun {
  readonly #deps: PortworxDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #options: PortworxOptions;
  readonly #now: number;
  #drain: DrainMemory;
  /** As recallFound reads it. */
  #found: Readonly<Record<string, string>>;
  #note = '';

  constructor(deps: PortworxDependencies, run: TaskRun<NodeSubject>) {
    this.#deps = deps;
    this.#run = run;
    this.#options = readOptions(run.options);
    this.#now = deps.clock.now();
    this.#drain = readMemory(run.record.memory ?? {});
    this.#found = foundIn(run.record.memory ?? {});
  }

  async outcome(): Promise<Outcome> {
    const { subject, signal, scope, wake } = this.#run;
    const { nodeName, node } = subject;
    if (node === undefined) return NODE_GONE;
    const session = scope.keep('portworx', () => new Session(this.#deps.watches, nodeName));
    session.wake = wake;
    const known = recallFound(this.#found, nodeName);
    const scene = await session.look(signal, known !== undefined);
    if (scene === undefined) return READING;
    const own = ownIn(scene, nodeName);
    if (own.length > 1) return this.#delayed(ambiguous(own), LOOK_AGAIN_MS);
    const mine = own[0] ?? known;
    if (mine === undefined) return await this.#confirmAbsence();
    this.#found = rememberFound(mine, this.#found);
    this.#note = noteOnRecalled(mine);
    if (known === undefined) return this.#soon('Found', `Portworx runs on ${nodeName}`);
    // Before anybody is asked: what changes meanwhile must not be missed.
    session.follow(troubledPeers({ own: mine, ...scene, px: undefined }));
    const px = await this.#client(mine.namespace, session);
    const [nodes, volumes, job] = await Promise.all([px.nodes(), px.volumes(), this.#jobOf(px)]);
    const view = this.#view(mine, scene, { nodes, volumes }, node, job);
    session.follow(troubledPeers(view));
    return await this.#take(decideBefore(view), view, px);
  }

  /** That there is nothing to do is final, and a watch may lag. */
  async #confirmAbsence(): Promise<Outcome> {
    const { nodeName } = this.#run.subject;
    const live = await readScene(this.#deps.client, nodeName, this.#run.signal);
    if (ownIn(live, nodeName).length > 0) return reading('a StorageNode has just come');
    return { state: 'skipped', reason: 'NoStorageNode', message: `Portworx does not run on ${nodeName}` };
  }

  async #client(namespace: string, session: Session): Promise<PxClient> {
    const { client, clock } = this.#deps;
    const { signal } = this.#run;
    const addresses = await session.addresses(clock, () => findAddresses(client, namespace, this.#options, signal));
    return new PxClient(addresses, this.#options, clock, signal);
  }

  #view(own: StorageNode, scene: Scene, px: Px, node: NodeRecord, job: SeenJob): BeforeView {
    return {
      ...{ own, ...scene, px, job },
      life: lifeOf(node.ready, this.#run.subject.deadAfterMs, this.#now),
      deletedAt: node.deletedAt,
      emptyNode: this.#options.emptyNode,
      drain: this.#drain,
      now: this.#now,
    };
  }

  async #jobOf(client: PxClient): Promise<SeenJob> {
    const { job, isDrained } = this.#drain;
    if (job === undefined || isDrained) return 'unasked';
    return (await client.job(job)) ?? 'lost';
  }

  async #take(step: BeforeStep, view: BeforeView, px: PxClient): Promise<Outcome> {
    const id = memberOf(view.own, view.px.nodes)?.id ?? '';
    switch (step.is) {
      case 'done':
        return await this.#confirm(step.message, view);
      case 'skip':
        return { state: 'skipped', reason: step.reason, message: step.message };
      case 'cordon':
        return await this.#cordon(id, px);
      case 'start':
        return await this.#start(id, px);
      case 'drained':
        return this.#drained({});
      case 'block':
        if (step.reason === 'DrainFailed') return await this.#failed(step.message, id, px);
        return this.#delayed(step, LOOK_AGAIN_MS);
      case 'wait': {
        const again = step.reason === 'DrainingAttachments' ? this.#jobAgainMs() : LOOK_AGAIN_MS;
        return this.#delayed(step, again);
      }
    }
  }

  /** What Portworx said is of this moment; what the watches say may be minutes old. */
  async #confirm(message: string, view: BeforeView): Promise<Outcome> {
    const { name, namespace } = view.own;
    const live = await readScene(this.#deps.client, name, this.#run.signal, namespace);
    const own = ownIn(live, name).find(({ uid }) => uid === view.own.uid) ?? view.own;
    const again = decideBefore({ ...view, ...live, own });
    if (again.is === 'done') return { state: 'done', message };
    return again.is === 'wait' || again.is === 'block'
      ? this.#delayed(again, LOOK_AGAIN_MS)
      : reading("Portworx's nodes have changed meanwhile");
  }

  /** Nobody can read later on whether it has been done: so it is announced, and done again after a crash. */
  async #cordon(id: string, px: PxClient): Promise<Outcome> {
    const change = `disable new volume attachments on the Portworx node ${id}`.slice(0, 250);
    if (!this.#run.record.changes?.includes(change)) {
      return {
        ...{ state: 'waiting', reason: 'CordoningAttachments', checkAfterMs: SOON_MS },
        message: `Portworx is about to attach no more volumes on ${id}`,
        changes: [change],
        memory: this.#memory(),
      };
    }
    await px.cordonAttachments(id);
    this.#deps.log.info({ node: this.#run.subject.nodeName, portworx: id }, 'disabled volume attachments');
    this.#drain = { ...this.#drain, cordonedAt: this.#now };
    return this.#soon('CordoningAttachments', `Portworx attaches no more volumes on ${id}`);
  }

  /** A job that was started just before a crash is found by its issuer, and followed in place of a second one. */
  async #start(id: string, px: PxClient): Promise<Outcome> {
    const { operation, subject } = this.#run;
    const jobs = this.#drain.jobs + 1;
    const issuer = issuerOf(operation, jobs);
    const known = (await px.drainJobs()).find((job) => job.issuer === issuer && job.nodeId === id && job.id !== '');
    const job = known ?? (await px.drainAttachments(id, issuer));
    this.#deps.log.info({ node: subject.nodeName, portworx: id, job: job.id }, 'draining volume attachments');
    this.#drain = { ...this.#drain, job: job.id, jobs, startedAt: this.#now };
    const message = `the Portworx job ${job.id} drains the attachments of ${id}`;
    const change = `started the Portworx job ${job.id}, which drains the attachments of ${id}`;
    return this.#soon('DrainingAttachments', message, [change.slice(0, 250)]);
  }

  async #failed(message: string, id: string, px: PxClient): Promise<Outcome> {
    const by = finishedSince(await px.drainJobs(), id, this.#drain.cordonedAt ?? 0);
    if (by !== undefined) return this.#drained({ job: by.id });
    return { state: 'blocked', reason: 'DrainFailed', message, memory: this.#memory() };
  }

  #drained(more: Partial<DrainMemory>): Outcome {
    this.#drain = { ...this.#drain, ...more, isDrained: true };
    return this.#soon('AttachmentsDrained', 'attachments are moved away');
  }

  #soon(reason: string, message: string, changes: readonly string[] = []): Outcome {
    return { state: 'waiting', reason, message, checkAfterMs: SOON_MS, memory: this.#memory(), changes };
  }

  #jobAgainMs(): number {
    const { least, most } = LOOK_AGAIN_JOB_MS;
    return Math.min(most, Math.max(least, this.#now - (this.#drain.startedAt ?? this.#now)));
  }

  #delayed(delay: Delay, againMs: number): Outcome {
    const said = { ...delay, message: `${delay.message}${this.#note}` };
    return delayed(said, { since: this.#run.record.memory?.since, memory: this.#memory(), now: this.#now, againMs });
  }

  #memory(): Readonly<Record<string, string>> {
    return { ...this.#found, ...writeMemory(this.#drain) };
  }
}
