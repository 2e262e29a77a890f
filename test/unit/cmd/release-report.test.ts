import { describe, expect, it } from 'vitest';
import { foreseen, guardedAgain, type ReleaseReport, releasedNode, renderReport } from '../../../cmd/release-report.ts';
import type { GuardedNode, ReleaseResult } from '../../../lib/cleanup/release-all.ts';

const node = (name: string, more: Partial<GuardedNode> = {}): GuardedNode => ({
  name,
  uid: `uid-${name}`,
  deleting: false,
  others: [],
  ...more,
});

const UNFINISHED = new Map([['uid-dying', ['drain', 'notify']]]);

const report = (results: readonly ReleaseResult[], more: Partial<ReleaseReport> = {}): ReleaseReport => ({
  kind: 'ReleaseReport',
  version: 1,
  dryRun: false,
  finalizer: 'infra.894.io/node-cleanup',
  operator: { state: 'NotAlive', message: '', leases: [] },
  nodes: results.map((result) => releasedNode(result, UNFINISHED)),
  again: [],
  unseen: [],
  ...more,
});

describe('what release-all says', () => {
  it('without Nodes is that there is nothing to do', () => {
    expect(renderReport(report([]))).toBe('No Node has the finalizer infra.894.io/node-cleanup: nothing to do.\n');
  });

  it('of a dry run is what would become of each Node', () => {
    const nodes = [
      node('alive'),
      node('dying', { deleting: true }),
      node('held', { deleting: true, others: ['karpenter.sh/termination'] }),
    ];
    expect(renderReport(report(nodes.map(foreseen), { dryRun: true }))).toMatchInlineSnapshot(`
      "3 Nodes have the finalizer infra.894.io/node-cleanup. Nothing was changed; release-all would have this effect:
        alive  released
        dying  gone; not done: drain, notify
        held   released, still held by karpenter.sh/termination (Karpenter); not done: everything
      "
    `);
  });

  it('counts what became of them, and groups those that failed', () => {
    const why = 'something passes';
    const results: ReleaseResult[] = [
      { node: node('a'), is: 'released' },
      { node: node('dying', { deleting: true }), is: 'gone' },
      ...['b', 'c', 'd', 'e', 'f', 'g'].map(
        (name): ReleaseResult => ({ node: node(name), is: 'failed', why, refused: false }),
      ),
      { node: node('z'), is: 'not tried' },
    ];
    expect(renderReport(report(results))).toMatchInlineSnapshot(`
      "9 Nodes had the finalizer infra.894.io/node-cleanup: 1 released, 1 gone, 6 failed, 1 not tried.
        failed: b, c, d, e, f and 1 more: something passes
      Run it again to try those once more; it does nothing twice.
      "
    `);
  });

  it('does not say to run it again where it is not allowed, but what helps', () => {
    const guard = 'not allowed to patch nodes: you may not: guard.skip of node-cleanup-webhook says who may';
    const rights = 'not allowed to patch nodes: User "bob" cannot patch resource "nodes"';
    const failed = (name: string, why: string, refused = true): ReleaseResult => ({
      node: node(name),
      is: 'failed',
      why,
      refused,
    });
    const all = renderReport(report([failed('a', guard), failed('b', guard)]));
    expect(all).toContain(`failed: a, b: ${guard}\n`);
    expect(all).toMatch(
      /no help where it is not allowed\. Run it as one of the users or groups that guard\.skip names, or/,
    );
    expect(all).not.toMatch(/Run it again/);
    expect(renderReport(report([failed('a', rights)]))).toMatch(/not allowed\. Run it as somebody who may\.\n$/);
    const some = renderReport(report([failed('a', rights), failed('b', 'cut off', false)]));
    expect(some).toMatch(/Run it again to try the others once more/);
  });

  it('names the Nodes that have it again', () => {
    const text = renderReport(report([{ node: node('a'), is: 'released' }], { again: ['a'] }));
    expect(text).toMatch(/1 Node has it again, or for the first time, since somebody still gives it to Nodes: a\./);
  });

  it('does not overlook a Node that has joined with it meanwhile', () => {
    const [released, failed, joined] = [node('released'), node('failed'), node('joined')];
    const results: ReleaseResult[] = [
      { node: released, is: 'released' },
      { node: failed, is: 'failed', why: 'not allowed', refused: true },
    ];
    expect(guardedAgain(results, [failed, joined])).toEqual(['joined']);
    expect(guardedAgain(results, [released, failed])).toEqual(['released']);
    expect(guardedAgain([{ node: released, is: 'gone' }], [joined])).toEqual(['joined']);
  });

  it('does not claim that anything was cleaned up when no removal had begun', () => {
    const [unseen] = report([foreseen(node('other', { deleting: true }))]).nodes;
    expect(unseen?.unfinished).toEqual(['everything']);
  });
});
