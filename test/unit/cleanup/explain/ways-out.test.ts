import { describe, expect, it } from 'vitest';
import type { WayOut } from '../../../../lib/cleanup/explain/document.ts';
import { KEYS, nodeRecord } from '../sample.ts';
import {
  budget,
  commandsOf,
  DEAD_LEASE,
  deleting,
  explained,
  explanationOf,
  type Found,
  factsOf,
  guarded,
  pod,
  removal,
} from './sample.ts';

const blocked = removal({
  phase: 'Blocked',
  currentTask: 'drain',
  tasks: [{ name: 'drain', state: 'Blocked', reason: 'BudgetAllowsNoDisruption', message: '1 pod left', attempts: 0 }],
});

const waiting = removal({ currentTask: 'drain', tasks: [{ name: 'drain', state: 'Waiting', attempts: 0 }] });

const STUCK: Found = { node: deleting(), cleanups: [blocked], pods: [pod()], budgets: [budget({ desiredHealthy: 3 })] };

const riskOf = ({ givesUp }: WayOut) => ['nothing', 'one task', 'the clean-up'].indexOf(givesUp);

describe('the ways out', () => {
  it.each<[string, Found]>([
    ['a blocked removal', STUCK],
    ['a removal that waits', { ...STUCK, cleanups: [waiting] }],
    ['a removal without an operator', { ...STUCK, leases: [DEAD_LEASE] }],
    ['a Node that is gone', { cleanups: [removal({ phase: 'Finishing' })] }],
  ])('of %s are safest first', (_name, found) => {
    const risks = explained(found).waysOut.map(riskOf);
    expect(risks.length).toBeGreaterThan(1);
    expect(risks).toEqual(risks.toSorted());
  });

  it('of a blocked removal begin with the budget and the pods it guards', () => {
    expect(commandsOf(explained(STUCK))).toEqual([
      'kubectl describe poddisruptionbudget --namespace shop web',
      'kubectl get pods --output wide --namespace shop',
      'kubectl describe nodecleanup worker-1-1a2b3c4d',
      'kubectl annotate node worker-1 --overwrite infra.894.io/skip-tasks=drain',
      'kubectl annotate node worker-1 --overwrite infra.894.io/skip-cleanup=true',
    ]);
  });

  it.each<[string, Found]>([
    ['blocked by a budget', STUCK],
    ['without an operator', { ...STUCK, leases: [] }],
    ['held by others', { node: deleting({ finalizers: ['karpenter.sh/termination'] }) }],
  ])('never delete a budget or take off what is not ours: %s', (_name, found) => {
    const commands = commandsOf(explained(found)).join('\n');
    expect(commands).not.toMatch(
      /kubectl delete|karpenter\.sh\/termination"|finalizers":(?!\["infra\.894\.io\/node-cleanup"\])/,
    );
  });

  it('ask for a reason where the guard asks for one, unless it is there', () => {
    const silent = commandsOf(explained({ ...STUCK, requireReason: true }));
    expect(silent).toEqual(
      expect.arrayContaining([
        'kubectl annotate node worker-1 --overwrite infra.894.io/skip-tasks=drain infra.894.io/skip-reason=REASON',
        'kubectl annotate node worker-1 --overwrite infra.894.io/skip-cleanup=true infra.894.io/skip-reason=REASON',
      ]),
    );
    const node = deleting({ annotations: { [KEYS.skipReason]: 'INC-1' } });
    expect(commandsOf(explained({ ...STUCK, node, requireReason: true })).join()).not.toContain('REASON');
  });

  it('keep the tasks that a person has skipped already', () => {
    const node = deleting({ annotations: { [KEYS.skipTasks]: 'notify' } });
    expect(commandsOf(explained({ ...STUCK, node }))).toContain(
      'kubectl annotate node worker-1 --overwrite infra.894.io/skip-tasks=notify,drain',
    );
  });

  it('of a removal that waits begin with waiting', () => {
    expect(explained({ node: deleting(), cleanups: [waiting] }).waysOut[0]).toEqual({
      title: 'Wait: nothing blocks, it goes on by itself',
      commands: ['kubectl wait --for=condition=Completed --timeout=1h nodecleanup/worker-1-1a2b3c4d'],
      givesUp: 'nothing',
    });
  });

  it('without an operator bring it back, or take the finalizer off this one Node or all of them', () => {
    const commands = commandsOf(explained({ node: deleting(), cleanups: [waiting], leases: [DEAD_LEASE] }));
    expect(commands).toEqual([
      'kubectl describe nodecleanup worker-1-1a2b3c4d',
      'kubectl get leases --all-namespaces --field-selector metadata.name=node-cleanup-webhook',
      'kubectl get deployments,pods --output wide --namespace node-cleanup',
      `kubectl patch node worker-1 --type strategic --patch '{"metadata":{"uid":"node-uid","$deleteFromPrimitiveList/finalizers":["infra.894.io/node-cleanup"]}}'`,
      'node-cleanup-webhook release-all --dry-run',
      'node-cleanup-webhook release-all',
    ]);
  });

  it('do not ask a dead operator to skip anything', () => {
    expect(commandsOf(explained({ ...STUCK, leases: [DEAD_LEASE] })).join('\n')).not.toMatch(/annotate/);
  });

  it('send the user to whoever holds the Node', () => {
    const node = deleting({ finalizers: ['karpenter.sh/termination', 'example.com/mine'] });
    expect(explained({ node }).waysOut).toMatchObject([
      { title: expect.stringMatching(/^Ask Karpenter/), commands: ['kubectl get nodeclaims.karpenter.sh'] },
      { title: expect.stringMatching(/^Find out who put there example\.com\/mine,/) },
    ]);
  });

  it('reach the cluster that the user asked about', () => {
    const commands = {
      kubectl: 'kubectl --context=prod',
      program: 'node-cleanup-webhook',
      options: ['--context=prod', '--prefix=example.com'],
    };
    const all = commandsOf(explanationOf({ ...factsOf({ ...STUCK, leases: [] }), commands }));
    expect(
      all.filter((line) => line.startsWith('kubectl')).every((line) => line.startsWith('kubectl --context=prod ')),
    ).toBe(true);
    expect(all).toContain('node-cleanup-webhook release-all --context=prod --prefix=example.com --dry-run');
  });

  it('let a Node in again that was opted out', () => {
    const node = nodeRecord({ labels: { [KEYS.optOut]: 'true' } });
    expect(commandsOf(explained({ node }))).toEqual(['kubectl label node worker-1 infra.894.io/exclude-']);
  });

  it('take our taint off a Node that is not being deleted', () => {
    const node = guarded({ taints: [{ key: KEYS.terminatingTaint, value: '', effect: 'NoSchedule' }] });
    expect(commandsOf(explained({ node }))).toEqual(['kubectl taint node worker-1 infra.894.io/terminating-']);
  });

  it('are none for a Node that is well', () => {
    expect(explained({ node: guarded() }).waysOut).toEqual([]);
  });
});
