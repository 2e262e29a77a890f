import { WATCHED_RECHECK_MS } from '../../kube/shared-watch/lookout.ts';
import { deadAt } from '../../node/readiness.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Answer, Outcome, TaskRun } from '../../operation/task.ts';
import { reading } from '../reading.ts';
import { verdictOfDead } from './dead.ts';
import { deleteReplicas } from './delete-replicas.ts';
import type { EvacuateDependencies } from './dependencies.ts';
import { CLOSE, EVICT, type Flags, hasFlags } from './flags.ts';
import { NOT_ITS_NODE } from './installed.ts';
import { managerDeadAt, storageLifeOf } from './life.ts';
import { answerOfLiving, type Waiting } from './living.ts';
import { type Memory, readMemory, writeMemory } from './memory.ts';
import type { LonghornNode } from './node-record.ts';
import { hazardOf } from './obstacles.ts';
import { type EvacuateOptions, readEvacuateOptions } from './options.ts';
import { keysOfCopies, keysOfPicture, type Picture, pictureOf } from './picture.ts';
import { markOf, progressAt, worthWriting } from './progress.ts';
import { refusedForGood, refusedForNow } from './refusal.ts';
import type { EvacuationSession } from './session.ts';
import { setFlags } from './set-flags.ts';
import { readSources, type Served } from './sources.ts';

const SOON_MS = 1_000;
/** Longhorn looks at its Nodes and disks this often: what it wrote before may be from before the last move. */
const SETTLED_MS = 30_000;
/** Longhorn refuses changes while it takes up others, for seconds; after this long it is for good. */
const REFUSED_FOR_GOOD_MS = 300_000;
const REFUSED_AGAIN_MS = 10_000;

/** One look at what Longhorn has on the Node, and at most one kind of change. */
export class EvacuationRun {
  readonly #deps: EvacuateDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #node: NodeRecord;
  readonly #session: EvacuationSession;
  readonly #served: Served;
  readonly #options: EvacuateOptions;
  readonly #memory: Memory;
  readonly #now: number;

  constructor(
    deps: EvacuateDependencies,
    run: TaskRun<NodeSubject>,
    node: NodeRecord,
    session: EvacuationSession,
    served: Served,
  ) {
    this.#deps = deps;
    this.#run = run;
    this.#node = node;
    this.#session = session;
    this.#served = served;
    this.#options = readEvacuateOptions(run.options);
    this.#memory = readMemory(run.record.memory);
    this.#now = deps.clock.now();
  }

  async outcome(): Promise<Outcome> {
    const { sources } = this.#session;
    if (!(await sources.ready(this.#run.signal))) return reading("reading Longhorn's resources");
    const picture = pictureOf(sources, this.#node.name);
    const life = this.#lifeOf(picture.node);
    const keys = keysOfPicture(picture);
    const isGivenUp = life === 'dead' || picture.node === undefined;
    sources.follow(isGivenUp ? new Set([...keys, ...keysOfCopies(picture)]) : keys);
    if (picture.node === undefined) return await this.#withoutLonghornNode(picture);
    if (life === 'living') return await this.#evict(picture, picture.node);
    if (life === 'dead') return await this.#giveUp(picture, picture.node);
    return this.#outOfReach(picture);
  }

  #lifeOf(node: LonghornNode | undefined) {
    return storageLifeOf(this.#node, node, this.#run.subject.deadAfterMs, this.#now);
  }

  /** Somebody has deleted Longhorn's Node, or it never had one. What is on it cannot be moved then. */
  async #withoutLonghornNode(picture: Picture): Promise<Outcome> {
    if (!isNotUsed(picture)) return await this.#giveUp(picture, undefined);
    const live = await this.#livePicture();
    return isNotUsed(live) && live.node === undefined ? NOT_ITS_NODE : reading('Longhorn has just come to this Node');
  }

  #outOfReach(picture: Picture): Outcome {
    const who = picture.node?.ready.status === 'True' ? 'the Node' : "the Node, or Longhorn's manager on it,";
    const message = `${who} is not ready: nothing can be moved until it is, or until it counts as dead`;
    const checkAfterMs = this.#checkAfterMs(picture);
    const memory = { ...this.#memory, emptySince: undefined };
    return this.#keep({ state: 'waiting', reason: 'NodeNotReady', message, checkAfterMs }, memory);
  }

  async #evict(picture: Picture, node: LonghornNode): Promise<Outcome> {
    if (!hasFlags(node, EVICT)) return await this.#askForEviction(picture, node);
    const memory = this.#moved(picture);
    const answer = answerOfLiving(picture, node, this.#waiting(picture, memory));
    if (answer !== undefined) return this.#keep(answer, { ...memory, emptySince: undefined });
    const emptySince = this.#memory.emptySince ?? this.#now;
    const left = emptySince + SETTLED_MS - this.#now;
    if (left > 0) {
      const message = 'nothing of Longhorn is left on the Node; looking once more, since its disks report with a delay';
      return this.#keep(
        { state: 'waiting', reason: 'Settling', message, checkAfterMs: left },
        { ...memory, emptySince },
      );
    }
    return await this.#confirmEmpty(memory);
  }

  async #askForEviction(picture: Picture, node: LonghornNode): Promise<Outcome> {
    if (!this.#node.unschedulable) {
      const message = 'the Node is not cordoned, so more could come than goes; the task cordon belongs before this one';
      return { state: 'waiting', reason: 'NotCordoned', message, checkAfterMs: 5_000 };
    }
    const hazard = hazardOf(picture);
    if (hazard !== undefined) {
      const message = `${hazard}. To go on: upgrade Longhorn, or ${this.#wayOut()}`;
      return {
        state: 'blocked',
        reason: 'EvictionCrashesLonghorn',
        message,
        checkAfterMs: this.#checkAfterMs(picture),
      };
    }
    return await this.#setFlags(
      node,
      EVICT,
      'EvictionRequested',
      'Longhorn was asked to move everything to other Nodes',
    );
  }

  /** A watch may lag by minutes: no Node is let go before the API server itself has said that nothing is left. */
  async #confirmEmpty(memory: Memory): Promise<Outcome> {
    const live = await this.#livePicture();
    if (live.node === undefined) {
      if (isNotUsed(live))
        return { state: 'done', message: "nothing of Longhorn is left on the Node, and Longhorn's own Node is gone" };
    } else if (hasFlags(live.node, EVICT) && this.#lifeOf(live.node) === 'living') {
      const answer = answerOfLiving(live, live.node, this.#waiting(live, memory));
      if (answer === undefined) return { state: 'done', message: 'nothing of Longhorn is left on the Node' };
    }
    return this.#keep(reading('something of Longhorn has come back to the Node'), { ...memory, emptySince: undefined });
  }

  /** The dead path: nothing can be moved, so what counts is what there is elsewhere. */
  async #giveUp(picture: Picture, node: LonghornNode | undefined): Promise<Outcome> {
    if (node !== undefined && !hasFlags(node, CLOSE)) {
      return await this.#setFlags(node, CLOSE, 'SchedulingDisabled', 'Longhorn places nothing more on the dead Node');
    }
    const memory = { ...this.#moved(picture), emptySince: undefined };
    const { answer } = verdictOfDead(picture, this.#waiting(picture, memory));
    if (answer !== undefined) return this.#keep(answer, memory);
    const live = await this.#livePicture();
    const now = verdictOfDead(live, this.#waiting(live, memory));
    const isAsBefore = live.node === undefined ? node === undefined : hasFlags(live.node, CLOSE);
    if (now.answer !== undefined || !isAsBefore) return this.#keep(reading('Longhorn has changed meanwhile'), memory);
    if (!this.#options.deleteFailedReplicas || now.dispensable.length === 0) {
      return { state: 'done', message: now.farewell };
    }
    const { client } = this.#deps;
    const { record, signal } = this.#run;
    const deleted = await deleteReplicas(live, now.dispensable, { client, changes: record.changes ?? [], signal });
    return this.#keep(deleted, memory);
  }

  async #setFlags(node: LonghornNode, flags: Flags, reason: string, message: string): Promise<Outcome> {
    const { client, keys, log } = this.#deps;
    const { operation, record, signal, subject } = this.#run;
    const result = await setFlags(node, flags, {
      client,
      annotation: `${keys.prefix}/longhorn-flags`,
      operation,
      now: this.#now,
      changes: record.changes ?? [],
      signal,
    });
    const memory = { ...this.#memory, emptySince: undefined, refusedSince: undefined };
    switch (result.is) {
      case 'set':
        log.info({ node: subject.nodeName, longhornNode: `${node.namespace}/${node.name}` }, result.change);
        return {
          ...this.#keep({ state: 'waiting', reason, message, checkAfterMs: SOON_MS }, memory),
          changes: [result.change],
        };
      case 'outdated':
        return this.#keep(reading("Longhorn's Node has changed; reading it again"), memory);
      case 'undone':
        return this.#keep(this.#undone(node, flags), memory);
      case 'refused':
        return this.#refused(result.text);
    }
  }

  /** To set them again and again would be a quarrel; whoever did it had a reason. */
  #undone({ namespace, name }: LonghornNode, flags: Flags): Answer {
    const command = `kubectl -n ${namespace} patch nodes.longhorn.io ${name} --type merge -p '${JSON.stringify({ spec: flags })}'`;
    const message = `somebody has allowed Longhorn to use ${namespace}/${name} again after this task had set it otherwise. To go on: ${command}, or ${this.#wayOut()}`;
    return { state: 'blocked', reason: 'FlagsUndone', message };
  }

  #refused(text: string): Outcome {
    const refusedSince = this.#memory.refusedSince ?? this.#now;
    const isForGood = this.#now - refusedSince >= REFUSED_FOR_GOOD_MS;
    const answer = isForGood
      ? refusedForGood(text, `To go on: look at Longhorn's Node, or ${this.#wayOut()}`)
      : refusedForNow(text, REFUSED_AGAIN_MS);
    return this.#keep(answer, { ...this.#memory, refusedSince });
  }

  async #livePicture(): Promise<Picture> {
    const { client } = this.#deps;
    return pictureOf(await readSources(client, this.#served, this.#run.signal), this.#node.name);
  }

  #moved(picture: Picture): Memory {
    const { progress } = this.#memory;
    const now = progressAt(this.#session.progress ?? progress, markOf(picture), this.#now);
    this.#session.progress = now;
    return { progress: now, emptySince: this.#memory.emptySince, refusedSince: undefined };
  }

  #waiting(picture: Picture, { progress }: Memory): Waiting {
    const at = progress?.at ?? this.#now;
    const isStalled = this.#now - at >= this.#options.stallAfterMs;
    return {
      stalledSince: isStalled ? new Date(at).toISOString().replace(/\.\d+/, '') : undefined,
      checkAfterMs: this.#checkAfterMs(picture, at + this.#options.stallAfterMs),
      wayOut: this.#wayOut(),
    };
  }

  #checkAfterMs({ node }: Picture, stallsAt?: number): number {
    const { deadAfterMs } = this.#run.subject;
    const times = [deadAt(this.#node.ready, deadAfterMs), node && managerDeadAt(node, deadAfterMs), stallsAt];
    const ahead = times.flatMap((time) => (time !== undefined && time > this.#now ? [time - this.#now] : []));
    return Math.max(SOON_MS, Math.min(WATCHED_RECHECK_MS, ...ahead));
  }

  #keep(answer: Outcome, memory: Memory): Outcome {
    const progress =
      memory.progress && worthWriting(this.#memory.progress, memory.progress, this.#options.stallAfterMs);
    return { ...answer, memory: writeMemory({ ...memory, progress }) };
  }

  #wayOut(): string {
    return `skip this task with the annotation ${this.#deps.keys.skipTasks}=${this.#run.name}`;
  }
}

const isNotUsed = ({ replicas, engines, shards, inUse }: Picture): boolean =>
  replicas.length + engines.length + shards.length + inUse.size === 0;
