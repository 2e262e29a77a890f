import { listAt, stringAt, stringsAt } from '../json.ts';

/** One alternative of a nodeAffinity: all of its requirements must hold. */
export type Term = readonly Requirement[];

export interface Requirement {
  /** The key of a label; `metadata.name` is the Node's name itself. */
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The terms of `spec.nodeAffinity.required` of a PersistentVolume; none when it may be used from anywhere. */
export function parseNodeAffinity(volume: unknown): readonly Term[] {
  return listAt(volume, 'spec', 'nodeAffinity', 'required', 'nodeSelectorTerms').map((term) =>
    [...listAt(term, 'matchExpressions'), ...listAt(term, 'matchFields')].map((requirement) => ({
      key: stringAt(requirement, 'key') ?? '',
      operator: stringAt(requirement, 'operator') ?? '',
      values: stringsAt(requirement, 'values'),
    })),
  );
}

/**
 * What labels that tell one Node from all others end in: kubernetes.io/hostname, topology.topolvm.io/node,
 * openebs.io/nodename and those of other drivers. A zone is no Node, whatever it is called.
 */
const NODE_LABEL = /^(?:[^/]+\/)?(?:hostname|node|nodename|node-name|nodeid|node-id)$/i;

export const isNodeLabel = (key: string): boolean => NODE_LABEL.test(key);
