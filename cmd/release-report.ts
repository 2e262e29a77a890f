import type { OperatorView, Unseen } from '../lib/cleanup/explain/document.ts';
import { describeFinalizer, finalizerView } from '../lib/cleanup/explain/finalizers.ts';
import { remedyFor } from '../lib/cleanup/refusal.ts';
import type { GuardedNode, ReleaseResult } from '../lib/cleanup/release-all.ts';

/** What `release-all -o json` prints (docs/commands.md). Fields are added, never renamed. */
export interface ReleaseReport {
  readonly kind: 'ReleaseReport';
  readonly version: 1;
  readonly dryRun: boolean;
  readonly finalizer: string;
  readonly operator: OperatorView;
  /** Every Node that had the finalizer. */
  readonly nodes: readonly ReleasedNode[];
  /** Nodes that have it again, or have joined with it meanwhile: somebody still gives it to them. */
  readonly again: readonly string[];
  readonly unseen: readonly Unseen[];
}

export interface ReleasedNode {
  readonly name: string;
  readonly uid: string;
  /** It was being deleted. */
  readonly deleting: boolean;
  /** Finalizers of others on it. */
  readonly others: readonly string[];
  /** What should have happened before it goes and did not; absent when it is not being deleted or not known. */
  readonly unfinished?: readonly string[] | undefined;
  /** With a dry run, what would become of it. */
  readonly result: 'released' | 'gone' | 'failed' | 'not tried';
  readonly why?: string | undefined;
  /** It failed because we are not allowed to; to try again is no help. */
  readonly refused?: boolean | undefined;
}

export function releasedNode(
  result: ReleaseResult,
  unfinished: ReadonlyMap<string, readonly string[]> | undefined,
): ReleasedNode {
  const { name, uid, deleting, others } = result.node;
  return {
    name,
    uid,
    deleting,
    others,
    // A removal that nobody has begun has done nothing of what it should.
    unfinished: deleting && unfinished !== undefined ? (unfinished.get(uid) ?? ['everything']) : undefined,
    result: result.is,
    why: result.is === 'failed' ? result.why : undefined,
    refused: result.is === 'failed' ? result.refused : undefined,
  };
}

/** Of the Nodes that have the finalizer now, those of which `results` do not tell it: it came back, or they came with it. */
export function guardedAgain(results: readonly ReleaseResult[], now: readonly GuardedNode[]): readonly string[] {
  const kept = new Set(results.filter(({ is }) => is === 'failed' || is === 'not tried').map(({ node }) => node.uid));
  return now.filter(({ uid }) => !kept.has(uid)).map(({ name }) => name);
}

/** What would become of it: a Node that is being deleted and held by nobody else vanishes. */
export const foreseen = (node: GuardedNode): ReleaseResult => ({
  node,
  is: node.deleting && node.others.length === 0 ? 'gone' : 'released',
});

/** One Node in words, without its name. */
export function describeNode({ result, why, deleting, others, unfinished }: ReleasedNode): string {
  const undone = unfinished !== undefined && unfinished.length > 0 ? `; not done: ${unfinished.join(', ')}` : '';
  switch (result) {
    case 'failed':
      return `failed: ${why ?? 'for an unknown reason'}`;
    case 'not tried':
      return 'not tried';
    case 'gone':
      return deleting ? `gone${undone}` : 'gone: somebody deleted it meanwhile';
    case 'released': {
      if (!deleting) return 'released';
      const held = others.map((name) => describeFinalizer(finalizerView(name, ''))).join(', ');
      return `released, still held by ${held || 'nobody'}${undone}`;
    }
  }
}

export function renderReport(report: ReleaseReport): string {
  const { dryRun, nodes, finalizer, again, unseen } = report;
  if (nodes.length === 0) return `No Node has the finalizer ${finalizer}: nothing to do.\n`;
  const lines = dryRun ? dryRunLines(report) : doneLines(report);
  return `${[
    ...lines,
    ...(again.length === 0
      ? []
      : [
          `${count(again.length)} it again, or for the first time, since somebody still gives it to Nodes: ${some(again)}.`,
        ]),
    ...unseen.map(({ what, why }) => `Not seen: ${what} (${why}).`),
  ].join('\n')}\n`;
}

function dryRunLines({ nodes, finalizer }: ReleaseReport): readonly string[] {
  const width = Math.max(...nodes.map(({ name }) => name.length));
  return [
    `${count(nodes.length)} the finalizer ${finalizer}. Nothing was changed; release-all would have this effect:`,
    ...nodes.map((node) => `  ${node.name.padEnd(width)}  ${describeNode(node)}`),
  ];
}

function doneLines({ nodes, finalizer }: ReleaseReport): readonly string[] {
  const by = (result: ReleasedNode['result']) => nodes.filter((node) => node.result === result);
  const [released, gone, failed, notTried] = [by('released'), by('gone'), by('failed'), by('not tried')];
  const parts = [
    `${released.length} released`,
    ...(gone.length > 0 ? [`${gone.length} gone`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(notTried.length > 0 ? [`${notTried.length} not tried`] : []),
  ];
  const reasons = Map.groupBy(failed, ({ why }) => why ?? '');
  const refused = failed.filter((node) => node.refused);
  const remedies = new Set(refused.map(({ why }) => remedyFor(why ?? '')));
  return [
    `${count(nodes.length, 'had')} the finalizer ${finalizer}: ${parts.join(', ')}.`,
    ...[...reasons].map(([why, alike]) => `  failed: ${some(alike.map(({ name }) => name))}: ${why}`),
    ...[...remedies].map((remedy) => `To try again is no help where it is not allowed. ${remedy}.`),
    ...(failed.length + notTried.length > refused.length
      ? [`Run it again to try ${refused.length > 0 ? 'the others' : 'those'} once more; it does nothing twice.`]
      : []),
  ];
}

const count = (nodes: number, verb?: string): string =>
  nodes === 1 ? `1 Node ${verb ?? 'has'}` : `${nodes} Nodes ${verb ?? 'have'}`;

const NAMED = 5;

const some = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more` : names.join(', ');
