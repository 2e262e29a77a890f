import { having, type LocalVolume } from './stock.ts';
import { isTopoLvmDriver, type LogicalVolume } from './topolvm.ts';

/** How long TopoLVM's controller may take for what it does in seconds. After that its claims are like all others. */
export const TOPOLVM_PATIENCE_MS = 600_000;

export interface Situation {
  readonly stock: readonly LocalVolume[];
  /** Of this Node. */
  readonly logicalVolumes: readonly LogicalVolume[];
  readonly topoLvm: {
    /** Those on the Node that its controller takes off. */
    readonly finalizers: readonly string[];
    /** Those on the Node of a TopoLVM that is not installed. */
    readonly orphans: readonly string[];
    /** Groups with versions that we do not know. */
    readonly unknown: readonly string[];
  };
  /** TopoLVM has had its time. */
  readonly isOverdue: boolean;
  /** Nobody is left on the machine who could delete a LogicalVolume. */
  readonly isDead: boolean;
}

export type Verdict =
  | { readonly is: 'unsupported'; readonly what: readonly string[] }
  | { readonly is: 'held'; readonly held: readonly LocalVolume[] }
  | { readonly is: 'topolvm'; readonly finalizers: readonly string[]; readonly claims: readonly LocalVolume[] }
  | { readonly is: 'going'; readonly logicalVolumes: readonly LogicalVolume[] }
  | { readonly is: 'delete'; readonly deletable: readonly LocalVolume[] }
  | { readonly is: 'decided' };

/**
 * What comes next. Nothing is deleted while another claim still blocks: the person who decides about that one should
 * find all of them.
 */
export function decide(situation: Situation): Verdict {
  const { stock, topoLvm, isOverdue } = situation;
  if (topoLvm.unknown.length > 0 && concernsTopoLvm(situation)) return { is: 'unsupported', what: topoLvm.unknown };
  const held = having(stock, 'held');
  if (held.length > 0) return { is: 'held', held };
  if (!isOverdue) {
    if (isTopoLvmAtIt(situation)) {
      return { is: 'topolvm', finalizers: topoLvm.finalizers, claims: having(stock, 'topolvm') };
    }
    const logicalVolumes = goingOf(situation);
    if (logicalVolumes.length > 0 && !situation.isDead) return { is: 'going', logicalVolumes };
  }
  const deletable = having(stock, 'deletable');
  return deletable.length > 0 ? { is: 'delete', deletable } : { is: 'decided' };
}

/** Whether there is something that TopoLVM has to bring to an end. */
export const isTopoLvmBusy = (situation: Situation): boolean =>
  isTopoLvmAtIt(situation) || goingOf(situation).length > 0;

/** Its controller takes the finalizer off last: until then it is deleting claims and LogicalVolumes. */
const isTopoLvmAtIt = ({ topoLvm }: Situation): boolean => topoLvm.finalizers.length > 0;

/**
 * LogicalVolumes that are on their way out. One that a claim still uses stays until the pods are drained, which is often
 * after this task: it is not waited for.
 */
function goingOf({ stock, logicalVolumes }: Situation): readonly LogicalVolume[] {
  const released = new Set(
    having(stock, 'free')
      .filter(({ volume }) => volume.phase === 'Released' && volume.reclaimPolicy === 'Delete')
      .map(({ volume }) => volume.name),
  );
  return logicalVolumes.filter(({ going, volumeName }) => going || released.has(volumeName));
}

const concernsTopoLvm = ({ topoLvm, stock }: Situation): boolean =>
  topoLvm.finalizers.length + topoLvm.orphans.length > 0 || stock.some(({ volume }) => isTopoLvmDriver(volume.driver));
