import type { KubeObject } from '../../kube/client.ts';
import { stringAt } from '../../kube/json.ts';
import type { Patch } from '../../kube/patch.ts';
import { cut } from '../../operation/text.ts';
import { type LonghornNode, parseLonghornNode } from './node-record.ts';

/** The flags of Longhorn's Node, never those of its disks: they cover the disks, and a person's are not touched. */
export interface Flags {
  readonly allowScheduling: false;
  /** Only a living Node can be evicted; on a dead one it would keep its replicas from being used again. */
  readonly evictionRequested?: true;
}

export const EVICT: Flags = { allowScheduling: false, evictionRequested: true };
export const CLOSE: Flags = { allowScheduling: false };

export const hasFlags = (node: LonghornNode, flags: Flags): boolean =>
  node.allowScheduling === flags.allowScheduling && (flags.evictionRequested === undefined || node.evictionRequested);

/** How it was before us, so that whoever undoes it gives back what was there and nothing else. */
interface Snapshot {
  readonly operation: string;
  /** Of Longhorn's Node; what a manager makes anew under the name has flags of its own. */
  readonly uid: string;
  readonly at: string;
  readonly before: { readonly allowScheduling: boolean; readonly evictionRequested: boolean };
  readonly set: Flags;
}

/**
 * All flags and the snapshot at once, on the very version that was looked at. A snapshot that is there already is older
 * and so the better one; it stays.
 */
export function flagsPatch(
  live: KubeObject,
  flags: Flags,
  annotation: string,
  { operation, now }: { readonly operation: string; readonly now: number },
): Patch {
  const node = parseLonghornNode(live);
  const { allowScheduling, evictionRequested } = node;
  const at = new Date(now).toISOString();
  const snapshot: Snapshot = {
    operation,
    uid: node.uid,
    at,
    before: { allowScheduling, evictionRequested },
    set: flags,
  };
  const annotations = isOf(live, annotation) ? {} : { annotations: { [annotation]: JSON.stringify(snapshot) } };
  return {
    kind: 'merge',
    body: { metadata: { resourceVersion: node.resourceVersion, ...annotations }, spec: flags },
  };
}

/** Whether it carries a snapshot of itself, and not of a Node that had its name before. */
function isOf({ metadata }: KubeObject, annotation: string): boolean {
  const text = stringAt(metadata, 'annotations', annotation);
  if (text === undefined) return false;
  try {
    return stringAt(JSON.parse(text), 'uid') === metadata.uid;
  } catch {
    return false;
  }
}

const LONGEST_CHANGE = 256;

/** As the record keeps it. */
export function describeChange({ namespace, name, uid }: LonghornNode, flags: Flags): string {
  const words = Object.entries(flags).map(([flag, value]) => `${flag}=${value}`);
  return cut(`set ${words.join(' and ')} on Longhorn's Node (uid ${uid}) ${namespace}/${name}`, LONGEST_CHANGE);
}
