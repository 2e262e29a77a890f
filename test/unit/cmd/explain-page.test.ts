import { expect, it } from 'vitest';
import { renderExplanation } from '../../../cmd/explain-page.ts';
import type { ForecastView } from '../../../lib/cleanup/explain/document.ts';
import {
  budget,
  DEAD_LEASE,
  deleting,
  explained,
  explanationOf,
  type Found,
  factsOf,
  guarded,
  pod,
  removal,
} from '../cleanup/explain/sample.ts';
import { KEYS, plan, plannedTask } from '../cleanup/sample.ts';

const page = (found: Found): string => renderExplanation(explained(found));

const PLAN = {
  ...plan(
    plannedTask('cordon'),
    plannedTask('drain', { needs: ['cordon'], timeoutMs: 1_800_000 }),
    plannedTask('chat.released', { task: 'notify', stage: { moment: 'released' } }),
    plannedTask('forget', { stage: 'after' }),
  ),
  deadlineMs: 7_200_000,
  onDeadline: 'continue',
} as const;

const BLOCKED = removal(
  {
    phase: 'Blocked',
    currentTask: 'drain',
    requestedBy: 'cluster-autoscaler (Event ScaleDown)',
    tasks: [
      { name: 'cordon', state: 'Done', attempts: 0, message: 'cordoned and tainted' },
      {
        name: 'drain',
        state: 'Blocked',
        reason: 'BudgetAllowsNoDisruption',
        message: '2 pods left. shop/web-0, shop/web-1: the disruption budget web allows none',
        attempts: 0,
        startedAt: '2026-01-01T00:00:05Z',
        nextAttemptAt: '2026-01-01T00:10:20Z',
      },
    ],
    conditions: [
      { type: 'Blocked', status: 'True', reason: '', message: '', lastTransitionTime: '2026-01-01T00:02:00Z' },
    ],
  },
  PLAN,
);

const STUCK: Found = {
  node: deleting({ finalizers: [KEYS.finalizer, 'topolvm.io/node'] }),
  cleanups: [BLOCKED],
  pods: [pod(), pod({ name: 'web-1' }), pod({ name: 'proxy', controller: { kind: 'DaemonSet', name: 'proxy' } })],
  budgets: [budget({ desiredHealthy: 3 })],
};

it('tells of a removal that a disruption budget blocks', () => {
  expect(page(STUCK)).toMatchInlineSnapshot(`
    "Node worker-1 is being deleted; our finalizer holds it: drain (BudgetAllowsNoDisruption) needs a person.

      Deleted     2026-01-01T00:00:00Z (10m ago, asked for by cluster-autoscaler (Event ScaleDown))
      Blocked by  drain, since 2026-01-01T00:02:00Z (8m ago): 2 pods left. shop/web-0, shop/web-1: the
                  disruption budget web allows none
      Started     drain: 2026-01-01T00:00:05Z (9m55s ago)
      Next look   in 20s
      Deadline    drain: 2026-01-01T00:30:05Z (in 20m5s), then it counts as blocked until a person acts;
                  it is still tried
      Removal     NodeCleanup worker-1-1a2b3c4d, phase Blocked
                  deadline for all of it: 2026-01-01T02:00:00Z (in 1h50m), then whatever is not over is
                  given up and the Node goes
      Finalizers  infra.894.io/node-cleanup (ours), topolvm.io/node (TopoLVM)
      Kubelet     ready
      Operator    operator-1 leads: it renewed the Lease node-cleanup/node-cleanup-webhook 2s ago

    Tasks
      cordon         before         Done     cordoned and tainted
      drain          before         Blocked  BudgetAllowsNoDisruption
      chat.released  when released  Pending
      forget         after          Pending

    Pods left (2)
      shop/web-0
      shop/web-1
          the disruption budget web wants 3 healthy pods and there are never more than 3
      Not waited for: 1 of DaemonSets

    Notes
      - Once we let it go, it is still held by topolvm.io/node (TopoLVM).

    What you can do, safest first
      1. Look at the disruption budgets and the pods they guard: let the budget allow one disruption, or
         add a replica
           kubectl describe poddisruptionbudget --namespace shop web
           kubectl get pods --output wide --namespace shop
      2. See all that is recorded of it; it goes on by itself once the cause is gone
           kubectl describe nodecleanup worker-1-1a2b3c4d
      3. Go on without drain: the other tasks are still done
           kubectl annotate node worker-1 --overwrite infra.894.io/skip-tasks=drain
      4. Let the Node go at once: what was not cleaned up stays behind
           kubectl annotate node worker-1 --overwrite infra.894.io/skip-cleanup=true
    "
  `);
});

it('tells of a removal that no operator works on', () => {
  expect(page({ node: deleting(), leases: [DEAD_LEASE] })).toMatchInlineSnapshot(`
    "Node worker-1 is being deleted; our finalizer holds it: no operator is alive to start its removal.

      Deleted     2026-01-01T00:00:00Z (10m ago)
      Finalizers  infra.894.io/node-cleanup (ours)
      Kubelet     ready
      Operator    no operator seems to be alive: operator-1 last renewed the Lease
                  node-cleanup/node-cleanup-webhook 7m ago (by its own clock)

    What you can do, safest first
      1. Bring the operator back; it goes on where it was
           kubectl get leases --all-namespaces --field-selector metadata.name=node-cleanup-webhook
           kubectl get deployments,pods --output wide --namespace node-cleanup
      2. Let this Node go without the operator: what was not cleaned up stays behind
           kubectl patch node worker-1 --type strategic --patch '{"metadata":{"uid":"node-uid","$deleteFromPrimitiveList/finalizers":["infra.894.io/node-cleanup"]}}'
      3. If the operator is not to come back: take our finalizer off every Node (first see what that
         would do)
           node-cleanup-webhook release-all --dry-run
           node-cleanup-webhook release-all
    "
  `);
});

it('tells of a Node that others hold', () => {
  const node = deleting({ finalizers: ['karpenter.sh/termination', 'example.com/mine'] });
  const released = removal({ phase: 'Releasing', releasedAt: '2026-01-01T00:05:00Z' }, plan());
  expect(page({ node, cleanups: [released] })).toMatchInlineSnapshot(`
    "Node worker-1 is being deleted; we are done with it, and it is still held by karpenter.sh/termination (Karpenter), example.com/mine.

      Deleted     2026-01-01T00:00:00Z (10m ago)
      Blocked by  karpenter.sh/termination, since 2026-01-01T00:05:00Z (5m ago): it belongs to
                  Karpenter, which waits for the drain, the volumes and the end of the instance
      Blocked by  example.com/mine, since 2026-01-01T00:05:00Z (5m ago): not ours; whoever put it there
                  has to take it off
      Removal     NodeCleanup worker-1-1a2b3c4d, phase Releasing
      Let go      2026-01-01T00:05:00Z (5m ago)
      Finalizers  karpenter.sh/termination (Karpenter), example.com/mine
      Kubelet     ready
      Operator    operator-1 leads: it renewed the Lease node-cleanup/node-cleanup-webhook 2s ago

    What you can do, safest first
      1. Ask Karpenter: it waits for the drain, the volumes and the end of the instance
           kubectl get nodeclaims.karpenter.sh
      2. Find out who put there example.com/mine, and ask them; taking it off by hand loses what they
         would clean up
           kubectl get node worker-1 --show-managed-fields --output yaml
    "
  `);
});

it('tells of a Node that lives what would happen if it were deleted', () => {
  const task = { stage: 'before', answer: 'Done', message: 'it would become unschedulable' } as const;
  const forecast: ForecastView = {
    plan: 'defaults',
    tasks: [
      { ...task, name: 'cordon', task: 'cordon' },
      {
        name: 'drain',
        task: 'drain',
        stage: 'before',
        answer: 'Blocked',
        reason: 'MoreThanOneBudget',
        message: '7 pods would have to be evicted, and 1 of them cannot be',
        details: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `shop/${name}: evicted`),
      },
      { ...task, name: 'chat.blocked', task: 'notify', answer: 'Unknown', message: 'there is no such file' },
    ],
    rights: { of: 'the credentials of this command', missing: [{ right: 'delete pods', tasks: ['drain'] }] },
  };
  expect(page({ node: guarded(), forecast: { view: forecast, ofOperator: false } })).toMatchInlineSnapshot(`
    "Node worker-1 is not being deleted; our finalizer guards it. If it were deleted now, its removal would be blocked by drain (MoreThanOneBudget).

      Would block drain: 7 pods would have to be evicted, and 1 of them cannot be
      Finalizers  infra.894.io/node-cleanup (ours)
      Kubelet     ready
      Operator    operator-1 leads: it renewed the Lease node-cleanup/node-cleanup-webhook 2s ago

    If it were deleted now
      cordon        ok       it would become unschedulable
      drain         BLOCKS   7 pods would have to be evicted, and 1 of them cannot be
                               - shop/a: evicted
                               - shop/b: evicted
                               - shop/c: evicted
                               - shop/d: evicted
                               - shop/e: evicted
                             and 2 more
      chat.blocked  unknown  there is no such file

    Notes
      - This is what the default configuration would do; name the configuration of the operator with
        --config, or run this in its pod.
      - If the operator had the rights of the credentials of this command, it would lack: delete pods
        (drain). To see its own: --service-account NAMESPACE/NAME.

    Not seen
      - what chat.blocked would do: there is no such file
    "
  `);
});

it('tells how the removal of a Node that is gone ended', () => {
  const skipped = removal(
    {
      phase: 'Skipped',
      message: 'released by the skip annotation (kubectl-annotate)',
      skippedAt: '2026-01-01T00:05:00Z',
      skippedBy: 'kubectl-annotate at 2026-01-01T00:04:59Z',
      skipReason: 'the rack burnt',
      releasedAt: '2026-01-01T00:05:00Z',
      nodeGoneAt: '2026-01-01T00:05:00Z',
      finishedAt: '2026-01-01T00:05:01Z',
      tasks: [
        { name: 'drain', state: 'Skipped', attempts: 0, message: 'the Node was let go before this task was over' },
      ],
    },
    plan(plannedTask('drain')),
  );
  expect(page({ cleanups: [skipped] })).toMatchInlineSnapshot(`
    "Node worker-1 is gone, and its removal is over: released by the skip annotation (kubectl-annotate).

      Removal     NodeCleanup worker-1-1a2b3c4d, phase Skipped
      Skipped     2026-01-01T00:05:00Z (5m ago, annotation set by kubectl-annotate at
                  2026-01-01T00:04:59Z)
                  because: the rack burnt
      Let go      2026-01-01T00:05:00Z (5m ago)
      Node gone   2026-01-01T00:05:00Z (5m ago)
      Over        2026-01-01T00:05:01Z (4m59s ago)
      Operator    operator-1 leads: it renewed the Lease node-cleanup/node-cleanup-webhook 2s ago

    Tasks
      drain  before  Skipped  the Node was let go before this task was over
    "
  `);
});

it('stays short for a Node with ten thousand finalizers', () => {
  const finalizers = Array.from({ length: 10_000 }, (_, index) => `example.com/hold-${index}`);
  const explanation = explained({ node: deleting({ finalizers }) });
  const text = renderExplanation(explanation);
  expect(text.length).toBeLessThan(4_000);
  expect(text).toMatch(/and by 9995 more \(-o json lists them\)/);
  expect(explanation.blockers).toHaveLength(10_000);
});

it('says what it could not see', () => {
  const budgets = {
    read: false,
    what: 'the disruption budgets of the pods',
    why: 'not allowed',
    missing: false,
  } as const;
  const text = renderExplanation(explanationOf({ ...factsOf({ node: deleting() }), budgets }));
  expect(text).toContain('Not seen\n  - the disruption budgets of the pods: not allowed\n');
});

it('counts pods that are left for the same reason', () => {
  const pods = Array.from({ length: 30 }, (_, index) => pod({ name: `web-${index}` }));
  expect(page({ node: deleting(), pods })).toContain('  shop/web-4\n  and 25 more\n      nothing known keeps it');
});

it('says from when on pods are deleted past their budgets', () => {
  const forced = plan(plannedTask('drain', { options: { forceAfter: '30m' } }));
  const drain = { name: 'drain', state: 'Waiting', attempts: 0, startedAt: '2026-01-01T00:00:00Z' } as const;
  const text = page({
    node: deleting(),
    cleanups: [removal({ tasks: [drain] }, forced)],
    pods: [pod()],
    budgets: [budget()],
  });
  expect(text).toContain('  Deleted past their budgets from 2026-01-01T00:30:00Z (in 20m)\n');
});

it('does not let what is written in the cluster drive the terminal', () => {
  const evil = removal({
    currentTask: 'drain',
    tasks: [{ name: 'drain', state: 'Waiting', attempts: 0, message: '\u001b[2Jgone\r' }],
  });
  expect(page({ node: deleting(), cleanups: [evil] })).not.toMatch(/(?!\n)\p{Cc}/u);
});

it('has no line that a terminal of a hundred columns would break, but the commands', () => {
  const lines = page(STUCK).split('\n').slice(1);
  expect(lines.filter((line) => line.length > 100 && !line.startsWith('       '))).toEqual([]);
});
