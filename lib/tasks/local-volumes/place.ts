import { isNodeLabel } from '../../kube/storage/node-affinity.ts';
import { pin } from '../../kube/storage/pins.ts';
import type { NodeRecord } from '../../node/record.ts';

/** Drivers whose label goes from the Node when they are uninstalled; without it the Node's name is the value that they used. */
const KNOWN_KEYS = [
  'kubernetes.io/hostname',
  'topology.topolvm.io/node',
  'topology.topolvm.cybozu.com/node',
  'openebs.io/nodename',
  'topology.hostpath.csi/node',
];

/** Every pin (kube/storage/pins.ts) that holds a volume on this Node: by its labels, which may differ from its name. */
export function placeOf(node: NodeRecord, moreKeys: readonly string[]): ReadonlySet<string> {
  const known = KNOWN_KEYS.filter((key) => node.labels[key] === undefined).map((key) => pin(key, node.name));
  const tellsNodes = (key: string) => isNodeLabel(key) || moreKeys.includes(key);
  const labels = Object.entries(node.labels).filter(([key]) => tellsNodes(key));
  return new Set([pin('metadata.name', node.name), ...known, ...labels.map(([key, value]) => pin(key, value))]);
}
