import { listFew } from '../../operation/text.ts';
import type { FinalizerView } from './document.ts';

/** Somebody else's finalizer: whose it is, what they wait for, and where to look. */
export interface FinalizerOwner {
  readonly owner: string;
  readonly waitsFor: string;
  /** Arguments of kubectl that only read. */
  readonly look?: string;
}

interface WellKnown extends FinalizerOwner {
  readonly finalizer: RegExp;
}

/** The first that fits; names as their projects' sources have them. */
const WELL_KNOWN: readonly WellKnown[] = [
  {
    finalizer: /^karpenter\.sh\/termination$/,
    owner: 'Karpenter',
    waitsFor: 'the drain, the volumes and the end of the instance',
    look: 'get nodeclaims.karpenter.sh',
  },
  {
    finalizer: /^topolvm\.(?:io|cybozu\.com)\/node$/,
    owner: 'TopoLVM',
    waitsFor: 'the clean-up of the claims and logical volumes of this Node by topolvm-controller',
    look: 'get logicalvolumes.topolvm.io',
  },
  {
    finalizer: /^pie\.topolvm\.io\/node$/,
    owner: 'pie (TopoLVM)',
    waitsFor: 'the clean-up of its probes on this Node',
  },
  {
    finalizer: /^wrangler\.cattle\.io\/delete-node-controller$/,
    owner: 'Harvester',
    waitsFor: 'its Job that keeps the machine from joining again',
    look: 'get jobs --namespace harvester-system',
  },
  {
    finalizer: /^wrangler\.cattle\.io\/managed-etcd-controller$/,
    owner: 'the embedded etcd of k3s or RKE2',
    waitsFor: 'the removal of its etcd member, which only a living server node carries out',
  },
  {
    finalizer: /^wrangler\.cattle\.io\/node$/,
    owner: 'Rancher, RKE2 or k3s',
    waitsFor: 'the clean-up in the server process (k3s, rke2-server) of a control-plane node',
  },
  {
    finalizer: /(?:^|\.)cattle\.io\//,
    owner: 'Rancher',
    waitsFor: 'one of its controllers, in Rancher itself or in its cluster agent',
    look: 'get pods --namespace cattle-system',
  },
  {
    finalizer: /(?:^|\.)machine\.sapcloud\.io\//,
    owner: 'the machine controller manager of Gardener',
    waitsFor: 'the deletion of the Machine behind this Node',
  },
  {
    finalizer: /^foregroundDeletion$/,
    owner: "Kubernetes' garbage collector",
    waitsFor: 'the objects that this Node owns: it was deleted with --cascade=foreground',
  },
  {
    finalizer: /^orphan$/,
    owner: "Kubernetes' garbage collector",
    waitsFor: 'the objects that this Node owns to be let loose: it was deleted with --cascade=orphan',
  },
];

/** Undefined for one that is not well known: then its name usually tells the domain of its owner. */
export function ownerOf(finalizer: string): FinalizerOwner | undefined {
  return WELL_KNOWN.find((known) => known.finalizer.test(finalizer));
}

export function finalizerView(name: string, ours: string): FinalizerView {
  if (name === ours) return { name, ours: true };
  const known = ownerOf(name);
  return { name, ours: false, owner: known?.owner, waitsFor: known?.waitsFor };
}

/** `karpenter.sh/termination (Karpenter)` */
export const describeFinalizer = ({ name, owner, ours }: FinalizerView): string =>
  ours ? `${name} (ours)` : owner === undefined ? name : `${name} (${owner})`;

const NAMED = 10;

/** A Node may carry thousands; the others are counted. */
export const describeFinalizers = (finalizers: readonly FinalizerView[]): string =>
  listFew(finalizers.map(describeFinalizer), NAMED);
