import type { NodeRecord } from '../../node/record.ts';
import { isFinished, type NodeCleanup } from '../node-cleanup.ts';
import type { Situation } from './document.ts';
import { type ExplainFacts, valueOr } from './facts.ts';

/** Which of the things that were found the explanation is about. */
export interface Story {
  readonly situation: Situation;
  readonly node: NodeRecord | undefined;
  /** The record of this Node's removal. */
  readonly cleanup: NodeCleanup | undefined;
  /** Records of other Nodes that bore the name. */
  readonly earlier: readonly NodeCleanup[];
}

/** Undefined when there is nothing to tell: neither a Node nor a record of one. */
export function storyOf(facts: ExplainFacts): Story | undefined {
  const node = valueOr(facts.node, undefined);
  // Another operator with another prefix keeps records of its own.
  const cleanups = valueOr(facts.cleanups, [])
    .filter(({ spec }) => spec.finalizer === facts.keys.finalizer)
    .toSorted(latestFirst);
  if (node === undefined && cleanups.length === 0 && facts.node.read) return undefined;
  const cleanup =
    node === undefined
      ? (cleanups.find((candidate) => !isFinished(candidate)) ?? cleanups[0])
      : cleanups.find(({ spec }) => spec.nodeUID === node.uid);
  return {
    situation: situationOf(facts, node, cleanup),
    node,
    cleanup,
    earlier: cleanups.filter((other) => other !== cleanup),
  };
}

const latestFirst = (a: NodeCleanup, b: NodeCleanup): number =>
  (Date.parse(b.spec.requestedAt) || 0) - (Date.parse(a.spec.requestedAt) || 0);

function situationOf(
  { node: read, keys }: ExplainFacts,
  node: NodeRecord | undefined,
  cleanup: NodeCleanup | undefined,
): Situation {
  if (!read.read) return 'Unknown';
  if (node === undefined) return cleanup !== undefined && isFinished(cleanup) ? 'Finished' : 'Finishing';
  const ours = node.finalizers.includes(keys.finalizer);
  if (node.deletedAt === undefined) return ours ? 'Guarded' : 'Unguarded';
  return ours ? 'Removing' : 'LetGo';
}
