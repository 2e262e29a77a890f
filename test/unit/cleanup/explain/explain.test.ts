import { describe, expect, it } from 'vitest';
import type { Situation } from '../../../../lib/cleanup/explain/document.ts';
import { explain } from '../../../../lib/cleanup/explain/explain.ts';
import type { Condition, NodeCleanupStatus } from '../../../../lib/cleanup/node-cleanup.ts';
import { cleanup, KEYS, nodeRecord, plan, plannedTask, status } from '../sample.ts';
import {
  commandsOf,
  DEAD_LEASE,
  deleting,
  explained,
  explanationOf,
  type Found,
  factsOf,
  guarded,
  lease,
  pod,
  removal,
} from './sample.ts';

const BLOCKED = removal({
  phase: 'Blocked',
  currentTask: 'drain',
  message: 'drain: 1 pod left',
  tasks: [
    { name: 'cordon', state: 'Done', attempts: 0 },
    {
      name: 'drain',
      state: 'Blocked',
      reason: 'BudgetAllowsNoDisruption',
      message: '1 pod left. shop/web-0: the budget allows none',
      attempts: 0,
      startedAt: '2026-01-01T00:00:05Z',
      nextAttemptAt: '2026-01-01T00:10:20Z',
    },
  ],
  conditions: [blockedSince('2026-01-01T00:02:00Z')],
});

const WAITING = removal({
  currentTask: 'drain',
  tasks: [
    { name: 'cordon', state: 'Done', attempts: 0 },
    { name: 'drain', state: 'Waiting', message: '2 pods left', attempts: 0, nextAttemptAt: '2026-01-01T00:10:20Z' },
  ],
});

function blockedSince(lastTransitionTime: string): Condition {
  return { type: 'Blocked', status: 'True', reason: 'BudgetAllowsNoDisruption', message: '', lastTransitionTime };
}

interface Case {
  readonly name: string;
  readonly found: Found;
  readonly situation: Situation;
  readonly blocks: boolean;
  readonly summary: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'a Node that lives and is guarded',
    found: { node: guarded() },
    situation: 'Guarded',
    blocks: false,
    summary: /^Node worker-1 is not being deleted; our finalizer guards it\.$/,
  },
  {
    name: 'a Node that was never guarded, with an operator that leaves it out',
    found: { node: nodeRecord() },
    situation: 'Unguarded',
    blocks: false,
    summary: /does not guard it: an operator is alive .* \(nodeSelector\) leaves this Node out/,
  },
  {
    name: 'a Node that was never guarded, and no operator',
    found: { node: nodeRecord(), leases: [DEAD_LEASE] },
    situation: 'Unguarded',
    blocks: false,
    summary: /no operator is alive to add it/,
  },
  {
    name: 'a Node that is opted out',
    found: { node: nodeRecord({ labels: { [KEYS.optOut]: 'true' } }) },
    situation: 'Unguarded',
    blocks: false,
    summary: /its label infra\.894\.io\/exclude=true keeps it away/,
  },
  {
    name: 'a removal that waits',
    found: { node: deleting(), cleanups: [WAITING] },
    situation: 'Removing',
    blocks: false,
    summary: /our finalizer holds it: drain is waiting, and it goes on by itself\.$/,
  },
  {
    name: 'a removal that is blocked',
    found: { node: deleting(), cleanups: [BLOCKED] },
    situation: 'Removing',
    blocks: true,
    summary: /drain \(BudgetAllowsNoDisruption\) needs a person\.$/,
  },
  {
    name: 'a removal that is blocked, and no operator',
    found: { node: deleting(), cleanups: [BLOCKED], leases: [] },
    situation: 'Removing',
    blocks: true,
    summary: /needs a person; no operator is alive, so nothing moves\.$/,
  },
  {
    name: 'a removal that waits, and no operator',
    found: { node: deleting(), cleanups: [WAITING], leases: [DEAD_LEASE] },
    situation: 'Removing',
    blocks: true,
    summary: /drain is waiting; no operator is alive, so nothing moves\.$/,
  },
  {
    name: 'a removal whose task fails',
    found: {
      node: deleting(),
      cleanups: [
        removal({ currentTask: 'drain', tasks: [{ name: 'drain', state: 'Retrying', message: 'boom', attempts: 7 }] }),
      ],
    },
    situation: 'Removing',
    blocks: false,
    summary: /drain fails and is tried again \(failed 7 times in a row\)/,
  },
  {
    name: 'a removal that no operator has seen',
    found: { node: deleting(), leases: [DEAD_LEASE] },
    situation: 'Removing',
    blocks: true,
    summary: /no operator is alive to start its removal/,
  },
  {
    name: 'a removal that the operator is about to see',
    found: { node: deleting() },
    situation: 'Removing',
    blocks: false,
    summary: /the operator has not started its removal yet/,
  },
  {
    name: 'the skip annotation that the operator is about to obey',
    found: { node: deleting({ annotations: { [KEYS.skipCleanup]: 'true' } }), cleanups: [BLOCKED] },
    situation: 'Removing',
    blocks: false,
    summary: /asks to let it go, and the operator is about to/,
  },
  {
    name: 'the skip annotation that nobody obeys',
    found: {
      node: deleting({ annotations: { [KEYS.skipCleanup]: 'true' } }),
      cleanups: [BLOCKED],
      leases: [DEAD_LEASE],
    },
    situation: 'Removing',
    blocks: true,
    summary: /asks to let it go, but no operator is alive to obey/,
  },
  {
    name: 'a blocked task that a person has just skipped',
    found: { node: deleting({ annotations: { [KEYS.skipTasks]: 'drain' } }), cleanups: [BLOCKED] },
    situation: 'Removing',
    blocks: false,
    summary: /Node worker-1 is being deleted/,
  },
  {
    name: 'a Node that only others hold',
    found: {
      node: deleting({ finalizers: ['karpenter.sh/termination', 'example.com/mine'] }),
      cleanups: [removal({ phase: 'Releasing', releasedAt: '2026-01-01T00:05:00Z' })],
    },
    situation: 'LetGo',
    blocks: true,
    summary:
      /we are done with it, and it is still held by karpenter\.sh\/termination \(Karpenter\), example\.com\/mine\.$/,
  },
  {
    name: 'a deleted Node that we never guarded',
    found: { node: deleting({ finalizers: ['topolvm.io/node'] }) },
    situation: 'LetGo',
    blocks: true,
    summary: /our finalizer is not on it .* still held by topolvm\.io\/node \(TopoLVM\)\.$/,
  },
  {
    name: 'a Node that nothing holds any more',
    found: { node: deleting({ finalizers: [] }) },
    situation: 'LetGo',
    blocks: false,
    summary: /nothing holds it any more\.$/,
  },
  {
    name: 'a Node that is gone, with tasks after it',
    found: {
      cleanups: [
        removal(
          {
            phase: 'Finishing',
            nodeGoneAt: '2026-01-01T00:05:00Z',
            tasks: [{ name: 'forget', state: 'Waiting', attempts: 0 }],
          },
          plan(plannedTask('forget', { stage: 'after' })),
        ),
      ],
    },
    situation: 'Finishing',
    blocks: false,
    summary: /^Node worker-1 is gone; what comes after is under way: forget\.$/,
  },
  {
    name: 'a Node that is gone, and no operator to close its record',
    found: { cleanups: [removal({ phase: 'Finishing', nodeGoneAt: '2026-01-01T00:05:00Z' })], leases: [DEAD_LEASE] },
    situation: 'Finishing',
    blocks: true,
    summary: /its removal is not over, and no operator is alive to end it/,
  },
  {
    name: 'a Node whose removal is over',
    found: {
      cleanups: [
        removal({
          phase: 'Completed',
          message: 'the Node is gone and nothing is left to do',
          finishedAt: '2026-01-01T00:05:00Z',
        }),
      ],
      leases: [DEAD_LEASE],
    },
    situation: 'Finished',
    blocks: false,
    summary: /its removal is over: the Node is gone and nothing is left to do\.$/,
  },
];

describe('explain', () => {
  it.each(CASES)('tells of $name', ({ found, situation, blocks, summary }) => {
    const explanation = explained(found);
    expect(explanation).toMatchObject({ situation, blocks });
    expect(explanation.blocks).toBe(explanation.blockers.length > 0);
    expect(explanation.summary).toMatch(summary);
  });

  it('has nothing to tell when there is neither a Node nor a record', () => {
    expect(explain(factsOf({}))).toBeUndefined();
  });

  it('says since when a task blocks, not since when it runs', () => {
    expect(explained({ node: deleting(), cleanups: [BLOCKED] }).blockers).toMatchObject([
      { by: 'Task', name: 'drain', since: '2026-01-01T00:02:00Z' },
    ]);
  });

  it('does not call blocked what should have been done before the Node went', () => {
    const { blockers } = explained({ cleanups: [BLOCKED], leases: [DEAD_LEASE] });
    expect(blockers).toMatchObject([{ by: 'Operator' }]);
  });

  it('keeps the record of an older Node of the same name apart', () => {
    const older = cleanup({
      name: 'worker-1-0ld',
      spec: { ...cleanup().spec, nodeUID: 'older-uid', requestedAt: '2025-12-01T00:00:00Z' },
      status: status({ phase: 'Completed' }),
    });
    const explanation = explained({ node: guarded(), cleanups: [older] });
    expect(explanation).toMatchObject({
      situation: 'Guarded',
      removal: undefined,
      earlier: [{ name: 'worker-1-0ld', phase: 'Completed' }],
    });
  });

  it('tells the story that is not over yet when two Nodes of the name are gone', () => {
    const open = removal({ phase: 'Finishing' });
    const over = cleanup({
      name: 'over',
      spec: { ...cleanup().spec, nodeUID: 'other', requestedAt: '2026-01-01T00:05:00Z' },
      status: status({ phase: 'Completed' }),
    });
    expect(explained({ cleanups: [over, open] })).toMatchObject({
      removal: { name: open.name },
      earlier: [{ name: 'over' }],
    });
  });

  it('does not take the record of an operator with another prefix for ours', () => {
    const foreign = cleanup({ spec: { ...cleanup().spec, finalizer: 'other.example/node-cleanup' } });
    expect(explain(factsOf({ cleanups: [foreign] }))).toBeUndefined();
  });

  it('says that the CustomResourceDefinition is missing, and how to install it', () => {
    const facts = factsOf({ node: deleting() });
    const missing = { read: false, what: 'the records of removals', why: 'not found', missing: true } as const;
    const explanation = explanationOf({ ...facts, cleanups: missing });
    expect(explanation.blockers).toMatchObject([{ by: 'CustomResourceDefinition', name: 'nodecleanups.infra.894.io' }]);
    expect(commandsOf(explanation)).toContain('node-cleanup-webhook crds | kubectl apply -f -');
  });

  it('says what it was not allowed to see, and goes on', () => {
    const facts = factsOf({ node: deleting(), cleanups: [WAITING] });
    const pods = {
      read: false,
      what: 'the pods of the Node',
      why: 'not allowed to list pods',
      missing: false,
    } as const;
    const explanation = explanationOf({ ...facts, pods });
    expect(explanation.unseen).toEqual([{ what: 'the pods of the Node', why: 'not allowed to list pods' }]);
    expect(explanation).toMatchObject({ situation: 'Removing', pods: undefined });
  });

  it('goes by the record when the Node itself cannot be read', () => {
    const node = { read: false, what: 'the Node', why: 'not allowed to get nodes', missing: false } as const;
    const explanation = explanationOf({ ...factsOf({ cleanups: [BLOCKED] }), node });
    expect(explanation).toMatchObject({ situation: 'Unknown', blocks: true, blockers: [{ name: 'drain' }] });
    expect(explanation.summary).toMatch(
      /cannot be seen \(not allowed to get nodes\), but its removal is recorded: Blocked/,
    );
  });

  it('goes by the record also when that is held', () => {
    const node = { read: false, what: 'the Node', why: 'not allowed to get nodes', missing: false } as const;
    const hold = { since: '2026-01-01T00:00:10Z', why: 'no more than 10 removals may begin within 10m' };
    const explanation = explanationOf({ ...factsOf({ cleanups: [removal({ phase: 'Held', hold })] }), node });
    expect(explanation).toMatchObject({ situation: 'Unknown', blocks: true, blockers: [{ by: 'Brake' }] });
  });
});

describe('a removal that is held', () => {
  const hold = { since: '2026-01-01T00:00:10Z', why: 'no more than 10 removals may begin within 10m', position: 3 };
  const message = `${hold.why}; 3rd in the queue; and how to go on`;
  const held = (more: Partial<NodeCleanupStatus> = {}) =>
    explained({
      node: deleting(),
      cleanups: [removal({ phase: 'Held', hold, message, ...more }, { ...removal().spec.plan, deadlineMs: 60_000 })],
    });

  it('says why, its place, and how to let it begin', () => {
    expect(held().blockers).toEqual([
      { by: 'Brake', name: 'worker-1-1a2b3c4d', reason: 'Held', message, since: '2026-01-01T00:00:10Z' },
    ]);
    expect(held().summary).toBe(
      `Node worker-1 is being deleted; our finalizer holds it: its removal has to wait before it begins, since ${hold.why}; it is the 3rd in the queue.`,
    );
    expect(commandsOf(held())).toContain(
      'kubectl annotate nodecleanup worker-1-1a2b3c4d --overwrite infra.894.io/release-hold=true',
    );
  });

  it('has no deadline before it begins, and then from the time it was let go', () => {
    expect(held().removal?.deadline).toMatchObject({ missed: false, at: undefined });
    const released = { ...hold, position: undefined, releasedAt: '2026-01-01T00:09:30Z' };
    expect(held({ phase: 'Running', hold: released }).removal).toMatchObject({
      hold: { releasedAt: '2026-01-01T00:09:30Z' },
      deadline: { missed: false, at: '2026-01-01T00:10:30.000Z' },
    });
  });

  it('says that a task has its place in the queue for storage work', () => {
    const said = '2nd in the queue for storage work (zone a); before it: worker-3';
    const task = { name: 'drain', state: 'Pending', reason: 'Brake', message: said, attempts: 0 } as const;
    const { summary, blocks } = explained({
      node: deleting(),
      cleanups: [removal({ currentTask: 'drain', tasks: [task] })],
    });
    expect(summary).toContain(`drain waits for its turn (${said}), and it goes on by itself`);
    expect(blocks).toBe(false);
  });
});

describe('what explain adds', () => {
  const notes = (found: Found) => explained(found).notes.join('\n');

  it.each(['True', '1', 'yes'])('says that the skip annotation "%s" does not skip', (value) => {
    const found = { node: deleting({ annotations: { [KEYS.skipCleanup]: value } }), cleanups: [BLOCKED] };
    expect(notes(found)).toMatch(`has the value "${value}", which does not skip`);
    expect(explained(found).blocks).toBe(true);
  });

  it('warns of a skip annotation on a Node that lives', () => {
    const node = guarded({ annotations: { [KEYS.skipCleanup]: 'true' } });
    expect(notes({ node })).toMatch(/deleting this Node would clean up nothing/);
    expect(commandsOf(explained({ node }))).toContain('kubectl annotate node worker-1 infra.894.io/skip-cleanup-');
  });

  it('names tasks to skip that the plan does not have', () => {
    const node = deleting({ annotations: { [KEYS.skipTasks]: 'drian' } });
    expect(notes({ node, cleanups: [WAITING] })).toMatch(/names what the plan does not have: drian/);
  });

  it('says who holds the Node once we let it go', () => {
    const node = deleting({ finalizers: [KEYS.finalizer, 'wrangler.cattle.io/managed-etcd-controller'] });
    expect(notes({ node, cleanups: [WAITING] })).toMatch(/still held by .* \(the embedded etcd of k3s or RKE2\)/);
  });

  it('says that nobody may be there to end the pods', () => {
    const node = deleting({ ready: { status: 'Unknown', since: '2026-01-01T00:01:00Z' } });
    expect(notes({ node, cleanups: [WAITING] })).toMatch(/kubelet is not ready \(Unknown\) since 2026-01-01T00:01:00Z/);
  });

  it('shows that a task was forgotten by an operator that does not run', () => {
    const late = removal({
      tasks: [{ name: 'drain', state: 'Waiting', attempts: 0, nextAttemptAt: '2026-01-01T00:04:00Z' }],
    });
    expect(notes({ node: deleting(), cleanups: [late] })).toMatch(/drain should have been looked at again 6m ago/);
  });

  it('says that nobody waits for the pods when the plan has no drain', () => {
    const without = removal({}, plan(plannedTask('cordon')));
    const found = { node: deleting(), cleanups: [without], pods: [pod()] };
    expect(notes(found)).toMatch(/1 pod runs on it that nobody waits for: the plan has no drain/);
    expect(explained(found).pods).toBeUndefined();
  });

  it('says that a removal of an earlier Node of the name is not over', () => {
    const older = cleanup({
      name: 'older',
      spec: { ...cleanup().spec, nodeUID: 'older' },
      status: status({ phase: 'Finishing' }),
    });
    expect(notes({ node: guarded(), cleanups: [older] })).toMatch(/earlier Node of this name is not over: older/);
  });

  it('says that a Node is the machine of one that was removed', () => {
    const returned = { nodeName: 'worker-1', nodeUID: 'node-uid', at: '2026-01-01T00:05:00Z' };
    const earlier = removal({ phase: 'Completed', finishedAt: '2026-01-01T00:01:00Z', returned });
    const before = { ...earlier, name: 'worker-1-before', spec: { ...earlier.spec, nodeUID: 'before' } };
    expect(notes({ node: guarded(), cleanups: [before] })).toContain(
      'It is the machine of a Node that was removed before (NodeCleanup worker-1-before',
    );
  });

  it('says that a guarded Node would stay without an operator', () => {
    expect(notes({ node: guarded(), leases: [] })).toMatch(/If it were deleted now, it would stay/);
  });
});

describe('the operator, as its Lease tells', () => {
  const operator = (...leases: readonly ReturnType<typeof lease>[]) => explained({ node: guarded(), leases }).operator;

  it('is alive as long as its Lease holds', () => {
    expect(operator(lease())).toMatchObject({
      state: 'Alive',
      message: 'operator-1 leads: it renewed the Lease node-cleanup/node-cleanup-webhook 2s ago',
      leases: [{ holder: 'operator-1', ageSeconds: 2, holdsForSeconds: 15 }],
    });
  });

  it('is not when it did not renew the Lease, by its own clock', () => {
    expect(operator(DEAD_LEASE)).toMatchObject({
      state: 'NotAlive',
      message: expect.stringMatching(/operator-1 last renewed the Lease .* 7m ago \(by its own clock\)/),
    });
  });

  it('is not when it gave the Lease back', () => {
    expect(operator(lease({ holder: '', durationMs: 1_000 }))).toMatchObject({
      state: 'NotAlive',
      message: expect.stringMatching(/was given back 2s ago and nobody took it since/),
    });
  });

  it('seems not to be when there is no Lease at all', () => {
    expect(operator()).toMatchObject({ state: 'NotAlive', message: expect.stringMatching(/no namespace has a Lease/) });
  });

  it('is taken for alive when its clock is ahead, and the difference is said', () => {
    expect(operator(lease({ renewTime: '2026-01-01T00:12:00.000000Z' }))).toMatchObject({
      state: 'Alive',
      message: expect.stringMatching(/2m ahead of the clock here/),
    });
  });

  it('is found among Leases that others left in other namespaces', () => {
    const left = { ...DEAD_LEASE, namespace: 'old', holder: 'operator-0' };
    expect(operator(left, lease())).toMatchObject({
      state: 'Alive',
      message: expect.stringMatching(/^operator-1 leads/),
    });
  });

  it('is not known when Leases cannot be read, which is not the same as dead', () => {
    const leases = { read: false, what: 'the Lease', why: 'not allowed to list leases', missing: false } as const;
    const explanation = explanationOf({ ...factsOf({ node: deleting(), cleanups: [WAITING] }), leases });
    expect(explanation).toMatchObject({ operator: { state: 'Unknown' }, blocks: false });
  });
});

describe('the tasks that explain shows', () => {
  const task = (more: Parameters<typeof plannedTask>[1], startedAt?: string) =>
    explained({
      node: deleting(),
      cleanups: [
        removal(
          { tasks: [{ name: 'drain', state: 'Waiting', attempts: 0, startedAt }] },
          plan(plannedTask('drain', more)),
        ),
      ],
    }).tasks[0];

  it('have the deadline and what it means', () => {
    expect(task({ timeoutMs: 1_800_000 }, '2026-01-01T00:00:00Z')?.deadline).toEqual({
      after: '30m',
      at: '2026-01-01T00:30:00.000Z',
      missed: false,
      onTimeout: 'block',
      meaning: 'then it counts as blocked until a person acts; it is still tried',
    });
  });

  it('say that a deadline was missed', () => {
    expect(task({ timeoutMs: 300_000, onTimeout: 'continue' }, '2026-01-01T00:00:00Z')?.deadline).toMatchObject({
      missed: true,
      meaning: expect.stringMatching(/^missed: it is given up/),
    });
  });

  it('have no deadline time before they start', () => {
    expect(task({ timeoutMs: 300_000 })?.deadline).toMatchObject({ at: undefined, missed: false });
  });

  it('are all there, also those that have not begun and those that the plan does not have', () => {
    const { tasks } = explained({
      node: deleting(),
      cleanups: [
        removal({
          tasks: [
            { name: 'cordon', state: 'Running', attempts: 0 },
            { name: 'odd', state: 'Done', attempts: 0 },
          ],
        }),
      ],
    });
    expect(tasks).toMatchObject([
      { name: 'cordon', state: 'Running', waitsFor: [] },
      { name: 'drain', state: 'Pending', waitsFor: ['cordon'] },
      { name: 'odd', state: 'Done', task: '' },
    ]);
  });

  it('tell what they have changed, and not what they remember for themselves', () => {
    const kept = { changes: ['put the taint'], memory: { since: 'Reason@time' } };
    const tasks = ['drain', 'odd'].map((name) => ({ name, state: 'Waiting' as const, attempts: 0, ...kept }));
    const views = explained({
      node: deleting(),
      cleanups: [removal({ tasks }, plan(plannedTask('drain')))],
    }).tasks;
    expect(views.map(({ name, changes }) => [name, changes])).toEqual([
      ['drain', ['put the taint']],
      ['odd', ['put the taint']],
    ]);
    for (const view of views) expect(view).not.toHaveProperty('memory');
  });

  it('are under the deadline of the whole removal', () => {
    const deadline = { ...plan(plannedTask('drain')), deadlineMs: 3_600_000, onDeadline: 'continue' } as const;
    expect(explained({ node: deleting(), cleanups: [removal({}, deadline)] }).removal?.deadline).toMatchObject({
      after: '1h',
      at: '2026-01-01T01:00:00.000Z',
      onTimeout: 'continue',
    });
  });
});
