import type { NodeKeys } from '../../node/keys.ts';
import type { NodeRecord } from '../../node/record.ts';
import { leaveKey } from './claim.ts';
import { decide, isTopoLvmBusy, type Situation, type Verdict } from './decide.ts';
import type { LocalVolumesOptions } from './options.ts';
import { placeOf } from './place.ts';
import { type Scene, takeStock } from './stock.ts';
import { type TopoLvm, topoLvmFinalizers } from './topolvm.ts';

/** From where the volumes are looked at. */
export interface Look {
  readonly node: NodeRecord;
  readonly options: LocalVolumesOptions;
  readonly keys: NodeKeys;
  readonly topoLvm: TopoLvm;
  /** The Node is being deleted, or is looked at as if it were: TopoLVM begins with that. */
  readonly isDeleting: boolean;
  /** TopoLVM has had its time. */
  readonly isOverdue: boolean;
  /** Its kubelet counts as dead. */
  readonly isDead: boolean;
}

export interface Assessment {
  readonly situation: Situation;
  readonly verdict: Verdict;
  /** There is something that TopoLVM has to bring to an end, in time or late. */
  readonly isTopoLvmBusy: boolean;
}

export const placeIn = ({ node, options }: Look): ReadonlySet<string> => placeOf(node, options.topologyKeys);

export function assess(scene: Scene, look: Look): Assessment {
  const { node, options, keys, isOverdue, isDead, isDeleting } = look;
  const found = topoLvmFinalizers(look.topoLvm, isDeleting ? node.finalizers : []);
  const topoLvm = { ...found, unknown: look.topoLvm.unknown };
  const acts = topoLvm.finalizers.length > 0 && !isOverdue;
  const rules = { options, leaveKey: leaveKey(keys.prefix), topoLvmActsFor: acts ? node.name : undefined };
  const stock = takeStock(scene, placeIn(look), rules);
  const situation = { stock, logicalVolumes: scene.logicalVolumes, topoLvm, isOverdue, isDead };
  return { situation, verdict: decide(situation), isTopoLvmBusy: isTopoLvmBusy(situation) };
}
