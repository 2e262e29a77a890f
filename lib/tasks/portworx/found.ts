import type { StorageNode } from './storage-node.ts';

type Memory = Readonly<Record<string, string>>;

/**
 * That Portworx runs on a Node is written down before anything is concluded from it. A StorageNode is only how it is found:
 * who deletes that object by hand takes no data away from the node, so the task goes on by what it knew.
 */
export const rememberFound = ({ namespace, id }: StorageNode, before: Memory): Memory => ({
  namespace,
  // An operator that has just begun anew may not know the id that it knew.
  id: id === '' ? (before.id ?? '') : id,
});

/** That part of a task's memory. */
export const foundIn = ({ namespace, id }: Memory): Memory => ({
  ...(namespace === undefined ? {} : { namespace }),
  ...(id === undefined ? {} : { id }),
});

/** The StorageNode as it was found, as far as it is known still; undefined when none has been. */
export function recallFound(memory: Memory, name: string): StorageNode | undefined {
  const { namespace, id = '' } = memory;
  if (namespace === undefined) return undefined;
  // Its quorum may need it: what is not known to be without storage has some.
  return { namespace, name, uid: '', id, isOnline: false, state: 'Unknown', hasStorage: undefined, hasKvdb: false };
}

/** Whether it stands only in the task's memory. */
export const isRecalled = ({ uid }: StorageNode): boolean => uid === '';

/** For people, after why the task waits. */
export const noteOnRecalled = (own: StorageNode): string =>
  isRecalled(own)
    ? `. StorageNode ${own.namespace}/${own.name} has gone since; its Portworx node is looked after all the same`
    : '';
