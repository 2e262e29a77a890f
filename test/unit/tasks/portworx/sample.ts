import type { BeforeView } from '../../../../lib/tasks/portworx/decide-before.ts';
import type { PxNode, PxVolume } from '../../../../lib/tasks/portworx/px-records.ts';
import type { NodeLife, StorageNode } from '../../../../lib/tasks/portworx/storage-node.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');
export const minutes = (count: number): number => count * 60_000;

/** On the Node a, with the id px-a. */
export const storageNode = (name: string, part: Partial<StorageNode> = {}): StorageNode => ({
  namespace: 'portworx',
  name,
  uid: `uid-${name}`,
  id: `px-${name}`,
  isOnline: true,
  state: 'Online',
  hasStorage: true,
  hasKvdb: false,
  ...part,
});

export const offline = (name: string, part: Partial<StorageNode> = {}): StorageNode =>
  storageNode(name, { isOnline: false, state: 'Offline', ...part });

export const pxNode = (name: string, part: Partial<PxNode> = {}): PxNode => ({
  id: `px-${name}`,
  status: 'STATUS_OK',
  nodeName: name,
  hasPools: true,
  ...part,
});

/** With a copy on each of these Nodes, all of them current. */
export const volume = (title: string, on: readonly string[], part: Partial<PxVolume> = {}): PxVolume => {
  const nodes = on.map((name) => `px-${name}`);
  return {
    id: `id-${title}`,
    title,
    haLevel: on.length,
    status: 'VOLUME_STATUS_UP',
    replicaSets: [{ nodes, current: nodes }],
    isTrash: false,
    ...part,
  };
};

export const nodesNamed =
  (...nodes: readonly (string | NodeLife)[]) =>
  (name: string): NodeLife | undefined => {
    const found = nodes.find((node) => (typeof node === 'string' ? node : node.name) === name);
    return typeof found === 'string' ? { name: found, uid: `uid-${found}`, deletedAt: undefined } : found;
  };

/** Three nodes with storage, all well; a goes, and its attachments are moved away. */
export const view = (part: Partial<BeforeView> = {}): BeforeView => ({
  own: storageNode('a'),
  deletedAt: '2026-11-21T11:00:00Z',
  all: ['a', 'b', 'c'].map((name) => storageNode(name)),
  nodeOf: nodesNamed('a', 'b', 'c'),
  px: { nodes: ['a', 'b', 'c'].map((name) => pxNode(name)), volumes: [volume('data', ['a', 'b'])] },
  life: { state: 'Ready', since: '2026-11-01T00:00:00Z' },
  emptyNode: false,
  drain: { cordonedAt: NOW, job: 'job-1', jobs: 1, startedAt: NOW, isDrained: true },
  job: 'unasked',
  now: NOW,
  ...part,
});
