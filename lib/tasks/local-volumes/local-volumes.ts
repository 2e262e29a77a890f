import type { KubeClient } from '../../kube/client.ts';
import type { Discovery } from '../../kube/discovery.ts';
import { WATCHED_RECHECK_MS } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { PersistentVolume } from '../../kube/storage/persistent-volume.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { isDead } from '../../node/readiness.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import { count, listFew } from '../../operation/text.ts';
import type { Clock } from '../../time/clock.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { NodeTask } from '../node-task.ts';
import { reading } from '../reading.ts';
import { type Assessment, assess, type Look, placeIn } from './assess.ts';
import { leaveKey, nameOfClaim } from './claim.ts';
import { type Situation, TOPOLVM_PATIENCE_MS } from './decide.ts';
import { announcementOf, BATCH, deleteClaims } from './delete-claims.ts';
import { describeHeld, farewell, nameOf, notesOn, unsupported, wayOut } from './describe.ts';
import { foreseeLocalVolumes } from './foresee.ts';
import { readClaims, readScene } from './live-scene.ts';
import { readOptions } from './options.ts';
import { type Owners, readOwners } from './owners.ts';
import { Session } from './session.ts';
import type { LocalVolume, Scene } from './stock.ts';
import { discoverTopoLvm, readLvmsStatuses } from './topolvm.ts';

export interface LocalVolumesDependencies {
  readonly client: KubeClient;
  readonly discovery: Pick<Discovery, 'versionsOf'>;
  readonly watches: Pick<SharedWatches, 'open'>;
  readonly keys: NodeKeys;
  readonly clock: Clock;
}

/** The watches tell of volumes and claims; that a finalizer is off the Node shows at the next look, which costs nothing. */
const LOOK_AGAIN_MS = { announced: 100, deleted: 1_000, topoLvm: 5_000 };

const READING = reading('reading the volumes and claims of the cluster');

/**
 * Sees to it that nobody's data goes with the Node by surprise. It is over when every claim of a volume that is only on
 * this Node is decided about: Terminating, or left behind by whoever owns it.
 */
export function createLocalVolumes(dependencies: LocalVolumesDependencies): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const { node } = run.subject;
      if (node === undefined) return NODE_GONE;
      const since = Date.parse(run.record.memory?.topoLvmSince ?? '');
      const now = dependencies.clock.now();
      const look: Look = {
        node,
        options: readOptions(run.options),
        keys: dependencies.keys,
        topoLvm: await discoverTopoLvm(dependencies.discovery),
        isDeleting: node.deletedAt !== undefined,
        isOverdue: now - since >= TOPOLVM_PATIENCE_MS,
        isDead: isDead(node.ready, run.subject.deadAfterMs, now),
      };
      const session = run.scope.keep('local-volumes', () => new Session(dependencies.watches));
      session.wake = run.wake;
      return await new LocalVolumesRun(dependencies, run, look, session).outcome();
    },
    foresee: (look) => foreseeLocalVolumes(dependencies, look),
  };
}

/** One look at the volumes, and what follows from it. */
class LocalVolumesRun {
  readonly #deps: LocalVolumesDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #look: Look;
  readonly #session: Session;

  constructor(deps: LocalVolumesDependencies, run: TaskRun<NodeSubject>, look: Look, session: Session) {
    this.#deps = deps;
    this.#run = run;
    this.#look = look;
    this.#session = session;
  }

  async outcome(): Promise<Outcome> {
    const { signal } = this.#run;
    const scene = await this.#session.scene(this.#look.node.name, placeIn(this.#look), this.#look.topoLvm, signal);
    if (scene === undefined) return READING;
    const seen = assess(scene, this.#look);
    // The watch may lag: no Node is let go before the API server itself has said that nothing holds it.
    const assessment = seen.verdict.is === 'decided' ? assess(await this.#readAgain(scene), this.#look) : seen;
    return { ...(await this.#answer(assessment)), ...this.#memory(assessment) };
  }

  /** A claim that the watch has shown Terminating stays so: it needs no second look. */
  #readAgain(scene: Scene): Promise<Scene> {
    const known = ({ claim, claimUID }: PersistentVolume) => {
      const found = claim === undefined ? undefined : scene.claimOf(claim);
      return found?.deletedAt && found.uid === claimUID ? found : undefined;
    };
    const { node, topoLvm } = this.#look;
    const reading = { nodeName: node.name, place: placeIn(this.#look), topoLvm, known, signal: this.#run.signal };
    return readScene(this.#deps.client, reading);
  }

  async #answer({ situation, verdict }: Assessment): Promise<Outcome> {
    const { node } = this.#look;
    switch (verdict.is) {
      case 'unsupported':
        return { state: 'blocked', reason: 'UnsupportedVersion', message: unsupported(verdict.what) };
      case 'held':
        return await this.#held(verdict.held, situation);
      case 'topolvm': {
        const left = [...verdict.claims.map(nameOf), ...situation.logicalVolumes.map(({ name }) => name)];
        const what = left.length === 0 ? '' : `: ${listFew(left)}`;
        const message = `TopoLVM deletes its claims and LogicalVolumes on this Node, and then takes ${listFew(verdict.finalizers)} off the Node${what}`;
        return { state: 'waiting', reason: 'TopoLvm', message, checkAfterMs: LOOK_AGAIN_MS.topoLvm };
      }
      case 'going': {
        const names = verdict.logicalVolumes.map(({ name }) => name);
        const message = `${count(names.length, 'LogicalVolume')} of TopoLVM on the way out: ${listFew(names)}`;
        return { state: 'waiting', reason: 'LogicalVolumes', message, checkAfterMs: LOOK_AGAIN_MS.topoLvm };
      }
      case 'delete':
        return await this.#delete(verdict.deletable);
      case 'decided': {
        const { client, discovery } = this.#deps;
        const lvms = await readLvmsStatuses(client, discovery, node.name, this.#run.signal);
        return { state: 'done', message: farewell(situation, lvms) };
      }
    }
  }

  /** Announced in one run and done in the next: afterwards nobody could see whose deletion it was. */
  async #delete(deletable: readonly LocalVolume[]): Promise<Outcome> {
    const batch = deletable.slice(0, BATCH);
    const changes = batch.flatMap(({ claim }) => (claim === undefined ? [] : [announcementOf(claim)]));
    const known = new Set(this.#run.record.changes);
    const reason = 'DeletingClaims';
    const which = `${count(deletable.length, 'claim')}: ${listFew(batch.map(nameOf))}`;
    if (!changes.every((change) => known.has(change))) {
      const checkAfterMs = LOOK_AGAIN_MS.announced;
      return { state: 'waiting', reason, message: `deleting ${which}`, checkAfterMs, changes };
    }
    await deleteClaims(batch, {
      client: this.#deps.client,
      standingIn: (scene) => this.#standingIn(scene),
      ended: (uid) => this.#session.ended.add(uid),
      signal: this.#run.signal,
    });
    return { state: 'waiting', reason, message: `deleting ${which}`, checkAfterMs: LOOK_AGAIN_MS.deleted };
  }

  #standingIn(scene: Scene): LocalVolume['standing'] | undefined {
    return assess(scene, this.#look).situation.stock[0]?.standing;
  }

  async #held(held: readonly LocalVolume[], situation: Situation): Promise<Outcome> {
    const owners = await this.#owners(held);
    if (owners === undefined) return READING;
    const { keys } = this.#look;
    const remedy = wayOut(held, leaveKey(keys.prefix), `${keys.skipTasks}=${this.#run.name}`);
    const message = [describeHeld(held, owners), `To go on: ${remedy}`, ...notesOn(situation)].join('. ');
    return { state: 'blocked', reason: 'LocalClaims', message, checkAfterMs: WATCHED_RECHECK_MS };
  }

  /**
   * Who uses the claims that block. This costs requests, once for the same claims; so people are called for none that only
   * the watch still shows: undefined then.
   */
  async #owners(held: readonly LocalVolume[]): Promise<Owners | undefined> {
    const { client } = this.#deps;
    const { signal } = this.#run;
    const claims = held.flatMap(({ claim }) => claim ?? []);
    const of = claims.map(({ uid }) => uid).join();
    if (this.#session.owners?.of === of) return this.#session.owners.owners;
    const found = await readClaims(client, claims.map(nameOfClaim), signal);
    const alive = new Set(found.filter(({ deletedAt }) => deletedAt === undefined).map(({ uid }) => uid));
    const ended = claims.filter(({ uid }) => !alive.has(uid));
    for (const { uid } of ended) this.#session.ended.add(uid);
    if (ended.length > 0) return undefined;
    const owners = await readOwners(client, this.#look.node.name, signal);
    this.#session.owners = { of, owners };
    return owners;
  }

  /** Since when TopoLVM is waited for must survive a restart, and ends with the waiting. */
  #memory({ isTopoLvmBusy }: Assessment): Pick<Outcome, 'memory'> {
    const topoLvmSince = this.#run.record.memory?.topoLvmSince ?? new Date(this.#deps.clock.now()).toISOString();
    return { memory: isTopoLvmBusy ? { topoLvmSince } : {} };
  }
}
