import type { KubeClient } from '../../kube/client.ts';
import type { Discovery } from '../../kube/discovery.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { isDead } from '../../node/readiness.ts';
import { count, listFew } from '../../operation/text.ts';
import type { Clock } from '../../time/clock.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { Forecast, TaskLook } from '../node-task.ts';
import { type Assessment, assess, type Look, placeIn } from './assess.ts';
import { leaveKey } from './claim.ts';
import { describe, farewell, nameOf, notesOn, unsupported, wayOut } from './describe.ts';
import { readScene } from './live-scene.ts';
import { readOptions } from './options.ts';
import { readOwners } from './owners.ts';
import { having, type Standing } from './stock.ts';
import { discoverTopoLvm, readLvmsStatuses } from './topolvm.ts';

export interface Foreseeing {
  readonly client: KubeClient;
  readonly discovery: Pick<Discovery, 'versionsOf'>;
  readonly keys: NodeKeys;
  readonly clock: Clock;
}

/** What the first run would find, with TopoLVM as it acts once the Node is deleted. */
export async function foreseeLocalVolumes(deps: Foreseeing, { subject, ...task }: TaskLook): Promise<Forecast> {
  const { node } = subject;
  if (node === undefined) return NODE_GONE;
  const { client, discovery, keys } = deps;
  const { signal } = task;
  const topoLvm = await discoverTopoLvm(discovery);
  const look: Look = {
    node,
    options: readOptions(task.options),
    keys,
    topoLvm,
    isDeleting: true,
    isOverdue: false,
    isDead: isDead(node.ready, subject.deadAfterMs, deps.clock.now()),
  };
  const reading = { nodeName: node.name, place: placeIn(look), topoLvm, known: () => undefined, signal };
  const assessment = assess(await readScene(client, reading), look);
  const { stock } = assessment.situation;
  const owners = stock.length === 0 ? new Map() : await readOwners(client, node.name, signal);
  const lvms = await readLvmsStatuses(client, discovery, node.name, signal);
  const details = stock.map((local) => `${describe(local, owners)}: ${FATE[local.standing]}`);
  const skip = `${keys.skipTasks}=${task.name}`;
  return { ...forecastOf(assessment, lvms, (held) => wayOut(held, leaveKey(keys.prefix), skip)), details };
}

const FATE: Readonly<Record<Standing, string>> = {
  held: 'blocks',
  deletable: 'the claim would be deleted',
  topolvm: 'TopoLVM would delete the claim',
  terminating: 'Terminating, until no pod uses it',
  ephemeral: 'goes with its pod',
  left: 'may stay behind',
  free: 'has no claim',
};

function forecastOf(
  { situation, verdict }: Assessment,
  lvms: readonly string[],
  remedy: (held: ReturnType<typeof having>) => string,
): Forecast {
  const ends = (['topolvm', 'deletable'] as const).flatMap((standing) => {
    const some = having(situation.stock, standing);
    const who = standing === 'topolvm' ? 'TopoLVM' : 'this task';
    return some.length === 0
      ? []
      : [`${who} would delete ${count(some.length, 'claim')} (${listFew(some.map(nameOf))})`];
  });
  switch (verdict.is) {
    case 'unsupported':
      return { state: 'blocked', reason: 'UnsupportedVersion', message: unsupported(verdict.what) };
    case 'held': {
      const { held } = verdict;
      const what = `${count(held.length, 'claim')} on this Node only: ${listFew(held.map(nameOf))}`;
      const message = [what, ...ends, `To go on: ${remedy(held)}`].join('. ');
      return { state: 'blocked', reason: 'LocalClaims', message };
    }
    case 'decided':
      return { state: 'done', message: farewell(situation, lvms) };
    case 'topolvm':
      if (ends.length === 0)
        return { state: 'waiting', message: 'it would wait until TopoLVM has taken its finalizer off' };
      return { state: 'waiting', message: `${ends.join(', ')}, and the data with them` };
    case 'delete':
      return { state: 'waiting', message: `${ends.join(', ')}, and the data with them` };
    case 'going':
      return { state: 'waiting', message: ['it would wait for TopoLVM', ...notesOn(situation)].join('. ') };
  }
}
