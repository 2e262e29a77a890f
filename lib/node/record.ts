import type { KubeObject } from '../kube/client.ts';
import { booleanAt, listAt, stringAt, stringMapAt, stringsAt } from '../kube/json.ts';
import { type Machine, machineOf } from './machine.ts';

/** What the house keeps of a Node: about a kilobyte where the object itself has fourteen. Times are RFC 3339. */
export interface NodeRecord {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly createdAt: string;
  readonly deletedAt: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Only those with our prefix. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly finalizers: readonly string[];
  readonly unschedulable: boolean;
  readonly taints: readonly Taint[];
  readonly ready: Readiness;
  readonly machine: Machine;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export interface Readiness {
  /** `Unknown` also when the kubelet has never reported. */
  readonly status: 'True' | 'False' | 'Unknown';
  /** Since when; the Node's creation when it was never reported. */
  readonly since: string;
}

export function parseNode(node: KubeObject, prefix: string): NodeRecord {
  const createdAt = node.metadata.creationTimestamp ?? '';
  return {
    name: node.metadata.name,
    uid: node.metadata.uid,
    resourceVersion: node.metadata.resourceVersion,
    createdAt,
    deletedAt: node.metadata.deletionTimestamp,
    labels: stringMapAt(node, 'metadata', 'labels'),
    annotations: withPrefix(stringMapAt(node, 'metadata', 'annotations'), `${prefix}/`),
    finalizers: stringsAt(node, 'metadata', 'finalizers'),
    unschedulable: booleanAt(node, 'spec', 'unschedulable') ?? false,
    taints: listAt(node, 'spec', 'taints').map((taint) => ({
      key: stringAt(taint, 'key') ?? '',
      value: stringAt(taint, 'value') ?? '',
      effect: stringAt(taint, 'effect') ?? '',
    })),
    ready: readinessOf(node, createdAt),
    machine: machineOf(node),
  };
}

function withPrefix(map: Readonly<Record<string, string>>, prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key.startsWith(prefix)));
}

function readinessOf(node: KubeObject, createdAt: string): Readiness {
  const condition = listAt(node, 'status', 'conditions').find((item) => stringAt(item, 'type') === 'Ready');
  const status = stringAt(condition, 'status');
  return {
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    since: stringAt(condition, 'lastTransitionTime') ?? createdAt,
  };
}
