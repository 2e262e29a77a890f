import { count } from '../../operation/text.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { Forecast, TaskLook } from '../node-task.ts';
import { standingOf, verdictOfDead } from './dead.ts';
import type { EvacuateDependencies } from './dependencies.ts';
import { describeBytes, nameOfVolume } from './describe.ts';
import { NOT_INSTALLED, NOT_ITS_NODE, UNSUPPORTED } from './installed.ts';
import { leftoversOf } from './leftovers.ts';
import { storageLifeOf } from './life.ts';
import { hazardOf, obstaclesOf } from './obstacles.ts';
import { readEvacuateOptions } from './options.ts';
import { type Picture, pictureOf, type VolumePicture } from './picture.ts';
import { GROUP } from './resources.ts';
import { readSources, servedBy } from './sources.ts';

type Dependencies = Pick<EvacuateDependencies, 'client' | 'discovery' | 'clock' | 'keys'>;

/** What an evacuation that began now would find, by the rules that it goes by. */
export async function foreseeEvacuation(deps: Dependencies, look: TaskLook): Promise<Forecast> {
  const { node, nodeName, deadAfterMs } = look.subject;
  if (node === undefined) return NODE_GONE;
  const versions = await deps.discovery.versionsOf(GROUP);
  if (versions.length === 0) return NOT_INSTALLED;
  const served = servedBy(versions);
  if (served === undefined) return UNSUPPORTED;
  const picture = pictureOf(await readSources(deps.client, served, look.signal), nodeName);
  const life = storageLifeOf(node, picture.node, deadAfterMs, deps.clock.now());
  const left = leftoversOf(picture);
  if (picture.node === undefined && left === undefined) return NOT_ITS_NODE;
  const { deleteFailedReplicas } = readEvacuateOptions(look.options);
  const wayOut = `skip this task with the annotation ${deps.keys.skipTasks}=${look.name}`;
  if (life === 'dead' || picture.node === undefined) return ofDead(picture, deleteFailedReplicas, wayOut);
  return ofLiving(picture, left, wayOut);
}

function ofDead(picture: Picture, deletes: boolean, wayOut: string): Forecast {
  const { answer, dispensable, farewell } = verdictOfDead(picture, {
    stalledSince: undefined,
    checkAfterMs: 0,
    wayOut,
  });
  const details = picture.volumes.map((volume) => `${nameOfVolume(volume)}: ${STANDINGS[standingOf(volume, picture)]}`);
  if (answer?.state === 'blocked' || answer?.state === 'waiting') {
    return { state: answer.state, reason: answer.reason, message: answer.message, details };
  }
  if (!deletes || dispensable.length === 0) return { state: 'done', message: farewell, details };
  const message = `${farewell}; ${count(dispensable.length, 'replica')} would be deleted (deleteFailedReplicas)`;
  return { state: 'waiting', message, details };
}

const STANDINGS = {
  safe: 'as many healthy copies elsewhere as it wants',
  enough: 'a healthy copy elsewhere, though fewer than it wants',
  rebuilding: 'a healthy copy elsewhere; more would be waited for',
  lost: 'no healthy copy elsewhere',
} as const;

function ofLiving(picture: Picture, left: string | undefined, wayOut: string): Forecast {
  const obstacles = obstaclesOf(picture);
  const texts = new Map(obstacles.map(({ name, text }) => [name, text]));
  const details = [
    ...picture.volumes.map((volume) => {
      const name = nameOfVolume(volume);
      const text = texts.get(name);
      texts.delete(name);
      return `${name}: ${loadOf(volume)}${text === undefined ? '' : `; cannot leave: ${text}`}`;
    }),
    ...[...texts].map(([name, text]) => `${name}: ${text}`),
  ];
  const hazard = hazardOf(picture);
  if (hazard !== undefined) {
    const message = `${hazard}. To go on: upgrade Longhorn, or ${wayOut}`;
    return { state: 'blocked', reason: 'EvictionCrashesLonghorn', message, details };
  }
  const [first] = obstacles;
  const volumes = new Set(obstacles.map(({ name }) => name));
  if (first !== undefined) {
    const remedies = [...new Set(obstacles.map(({ remedy }) => remedy))].join('; ');
    const message = `${count(volumes.size, 'volume')} could not leave the Node. To go on: ${remedies}; or ${wayOut}`;
    return { state: 'blocked', reason: first.reason, message, details };
  }
  if (left === undefined) return { state: 'done', message: 'nothing of Longhorn is on the Node', details };
  const bytes = picture.replicas.reduce((sum, replica) => sum + replica.bytes, 0);
  const message =
    picture.replicas.length === 0
      ? `it would wait for what is here: ${left}`
      : `${count(picture.replicas.length, 'replica')} (${describeBytes(bytes)}) would be moved to other Nodes`;
  return { state: 'waiting', message, details };
}

function loadOf({ here, elsewhere, volume }: VolumePicture): string {
  const copies = here.length + elsewhere.length;
  const size = volume === undefined ? '' : `, ${describeBytes(volume.bytes)}`;
  return `${here.length} of ${count(copies, 'replica')} here${size}`;
}
