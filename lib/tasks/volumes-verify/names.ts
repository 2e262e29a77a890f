import { isNodeLabel } from '../../kube/storage/node-affinity.ts';
import type { PersistentVolume } from '../../kube/storage/persistent-volume.ts';
import { pin } from '../../kube/storage/pins.ts';
import type { NodeSubject } from '../../node/subject.ts';

export const HOSTNAME = 'kubernetes.io/hostname';
const OTHERS = ['metadata.name', 'topology.topolvm.io/node', 'topology.topolvm.cybozu.com/node', 'openebs.io/nodename'];

/** The value of the Node's hostname label; the name of the Node unless something else is known. */
export const hostnameOf = ({ nodeName, hostname, node }: NodeSubject): string =>
  hostname ?? node?.labels[HOSTNAME] ?? nodeName;

/** What most volumes of the Node are tied to: enough to be woken by. */
export const pinsOfNode = (subject: NodeSubject): readonly string[] => [
  pin(HOSTNAME, hostnameOf(subject)),
  ...OTHERS.map((key) => pin(key, subject.nodeName)),
];

/** Every term of its nodeAffinity is tied to this Node: by its hostname label, or by a label that has its name. */
export function isOnlyOn(subject: NodeSubject, { pins }: PersistentVolume): boolean {
  const isHere = (one: string): boolean => {
    const split = one.indexOf('=');
    const [key, value] = [one.slice(0, split), one.slice(split + 1)];
    if (key === HOSTNAME) return value === hostnameOf(subject);
    return (key === 'metadata.name' || isNodeLabel(key)) && value === subject.nodeName;
  };
  return pins.length > 0 && pins.every((term) => term.some(isHere));
}
