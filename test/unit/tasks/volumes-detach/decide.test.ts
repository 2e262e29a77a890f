import { describe, expect, it } from 'vitest';
import { type DetachView, decide, type Step } from '../../../../lib/tasks/volumes-detach/decide.ts';
import { attachment, pod, SINCE, view, volume } from './sample.ts';

type Sketch = Parameters<typeof view>[0];

const OFF = { is: 'off', says: 'alice confirmed it', annotation: 'x' } as const;
const dead = (part: Sketch = {}): Sketch => ({ life: { state: 'Dead', since: SINCE }, ...part });
const SHARED = volume({ accessModes: ['ReadWriteMany'] });
const BOTH = { outOfService: true, forceDetach: true };

/** What it is, and the reason where there is one. */
const inShort = (step: Step): string => ('reason' in step ? `${step.is} ${step.reason}` : step.is);

describe('of a living Node', () => {
  it.each<[string, Sketch, string]>([
    ['nothing attached', { attachments: [] }, 'clear'],
    ['an attachment', {}, 'wait Detaching'],
    ['one that says it is not attached', { attachments: [attachment({ attached: false })] }, 'wait Detaching'],
    ['one that cannot be detached', { attachments: [attachment({ detachError: 'busy' })] }, 'wait DetachFailing'],
    ['a pod that uses it', { pods: [pod()] }, 'wait PodHoldsVolume'],
    ['a terminating pod that uses it', { pods: [pod({ isTerminating: true })] }, 'wait PodHoldsVolume'],
    ['a finished pod that used it', { pods: [pod({ isFinished: true })] }, 'wait Detaching'],
    ['a pod of another claim', { pods: [pod({ claims: ['shop/other'] })] }, 'wait Detaching'],
    ['a pod that nobody evicts', { pods: [pod({ isResident: true })] }, 'block HeldByDaemonSet'],
    ['such a pod on its way out', { pods: [pod({ isResident: true, isTerminating: true })] }, 'wait PodHoldsVolume'],
    ['such a pod with a shared volume', { volumes: [SHARED], pods: [pod({ isResident: true })] }, 'clear'],
    ['a shared volume that nobody uses', { volumes: [SHARED] }, 'wait Detaching'],
    [
      'a shared volume that a pod to be evicted uses as well',
      { volumes: [SHARED], pods: [pod({ isResident: true }), pod({ pod: 'shop/web-1' })] },
      'block HeldByDaemonSet',
    ],
    ['a volume that is not known, which the pod may use', { volumes: [], pods: [pod()] }, 'wait PodHoldsVolume'],
    [
      'a volume that is not known, and a pod that has none',
      { volumes: [], pods: [pod({ claims: [] })] },
      'wait Detaching',
    ],
    [
      'a volume that is not known, and a pod that stays',
      { volumes: [], pods: [pod({ isResident: true })] },
      'wait PodHoldsVolume',
    ],
    ["a pod's own volume", { attachments: [attachment({ volumeName: undefined })] }, 'wait Detaching'],
    [
      'the own volume of a pod that is there',
      { attachments: [attachment({ volumeName: undefined })], pods: [pod({ claims: [], hasOwnVolume: true })] },
      'wait PodHoldsVolume',
    ],
    ['options and a proof that are for dead Nodes', { options: BOTH, proof: OFF }, 'wait Detaching'],
    [
      'a Node not ready for a moment',
      { life: { state: 'NotReady', since: SINCE }, proof: OFF, options: BOTH },
      'wait Detaching',
    ],
  ])('with %s: %3$s', (_, sketch, expected) => {
    expect(inShort(decide(view(sketch)))).toBe(expected);
  });

  it('says after ten minutes where to look', () => {
    expect(decide(view({ waitedMs: 599_000 }))).not.toMatchObject({ message: expect.stringContaining('longer') });
    expect(decide(view({ waitedMs: 600_000 }))).toMatchObject({
      message: expect.stringContaining('external-attacher'),
    });
  });
});

describe('of a dead Node', () => {
  it.each<[string, Sketch, string]>([
    ['nothing attached', dead({ attachments: [] }), 'clear'],
    ['no proof', dead({ options: BOTH }), 'wait NoProofOfPowerOff'],
    [
      'a proof that does not count',
      dead({ options: BOTH, proof: { is: 'invalid', problem: 'old' } }),
      'block ProofNotValid',
    ],
    ['a hook that says it runs', dead({ options: BOTH, proof: { is: 'on', says: 'it runs' } }), 'wait MachineIsOn'],
    ['proof and no option', dead({ proof: OFF }), 'wait WaitingForDetach'],
    ['proof and outOfService', dead({ proof: OFF, options: { outOfService: true, forceDetach: false } }), 'taint'],
    ['proof and both options', dead({ proof: OFF, options: BOTH }), 'taint'],
    [
      'our taint on it',
      dead({ proof: OFF, options: { outOfService: true, forceDetach: false }, outOfService: 'ours' }),
      'wait OutOfService',
    ],
    [
      "somebody else's taint on it",
      dead({ proof: OFF, options: { outOfService: true, forceDetach: false }, outOfService: 'foreign' }),
      'wait OutOfService',
    ],
    ['our taint and forceDetach', dead({ proof: OFF, options: BOTH, outOfService: 'ours' }), 'force'],
    [
      'forceDetach while a pod uses the volume',
      dead({ proof: OFF, options: { outOfService: false, forceDetach: true }, pods: [pod({ isTerminating: true })] }),
      'wait WaitingForDetach',
    ],
    [
      'forceDetach while a pod is there that may use its own volume',
      dead({
        proof: OFF,
        options: { outOfService: false, forceDetach: true },
        attachments: [attachment({ volumeName: undefined })],
        pods: [pod({ claims: [], hasOwnVolume: true })],
      }),
      'wait WaitingForDetach',
    ],
    [
      'forceDetach of what is being detached already',
      dead({
        proof: OFF,
        options: { outOfService: false, forceDetach: true },
        attachments: [attachment({ deletedAt: SINCE })],
      }),
      'wait WaitingForDetach',
    ],
    [
      'our taint, and pods still to be forgotten',
      dead({ proof: OFF, outOfService: 'ours', attachments: [], pods: [pod({ isTerminating: true })] }),
      'wait OutOfService',
    ],
    [
      'our taint, and a pod that somebody holds',
      dead({ proof: OFF, outOfService: 'ours', attachments: [], pods: [pod({ isTerminating: true, isHeld: true })] }),
      'clear',
    ],
  ])('with %s: %3$s', (_, sketch, expected) => {
    expect(inShort(decide(view(sketch)))).toBe(expected);
  });

  it('is forced only for what no pod uses', () => {
    const attachments = [attachment(), attachment({ name: 'csi-2', uid: 'uid-2', volumeName: 'pv-2' })];
    const volumes = [volume(), volume({ name: 'pv-2', claim: 'shop/free' })];
    const options = { outOfService: false, forceDetach: true };
    const step = decide(view(dead({ attachments, volumes, pods: [pod()], proof: OFF, options })));
    expect(step).toMatchObject({ is: 'force', attachments: [{ name: 'csi-2' }] });
  });

  it('is not forced while a pod may use it of which nobody knows the volume any more', () => {
    const options = { outOfService: false, forceDetach: true };
    const attachments = [attachment(), attachment({ name: 'csi-2', uid: 'uid-2', volumeName: 'pv-2' })];
    const pods = [pod({ claims: ['shop/data'] })];
    const of = (...volumes: Parameters<typeof volume>[0][]) =>
      decide(view(dead({ attachments, volumes: volumes.map(volume), pods, proof: OFF, options })));
    // pv-1 is gone: shop/data may be its claim, as long as it is that of no other volume.
    expect(of({ name: 'pv-2', claim: 'shop/free' })).toMatchObject({ is: 'force', attachments: [{ name: 'csi-2' }] });
    expect(of({ name: 'pv-2', claim: 'shop/data' })).toMatchObject({ is: 'force', attachments: [{ name: 'csi-1' }] });
    expect(of()).toMatchObject({
      reason: 'WaitingForDetach',
      message: expect.stringContaining(
        'pv-1 (disk.example.com), whose PersistentVolume is gone, perhaps used by the pod',
      ),
    });
  });

  it.each<[string, Partial<DetachView>]>([
    ['the Node is Ready again', { life: { state: 'Ready', since: SINCE }, proof: OFF }],
    ['the proof is withdrawn', { proof: { is: 'none' } }],
    ['the proof does not count any more', { proof: { is: 'invalid', problem: 'older than this outage' } }],
    ['the hook says that it runs', { proof: { is: 'on', says: 'it runs' } }],
  ])('loses our taint when %s, and nobody else’s', (_, part) => {
    expect(decide(view({ ...dead(), ...part, outOfService: 'ours' })).is).toBe('untaint');
    expect(decide(view({ ...dead(), ...part, outOfService: 'foreign' })).is).not.toBe('untaint');
  });
});

it('a thousand volumes are counted, the first few are named', () => {
  const attachments = Array.from({ length: 1_000 }, (_, i) => attachment({ name: `csi-${i}`, volumeName: `pv-${i}` }));
  const step = decide(view({ attachments, volumes: [] }));
  expect(step).toMatchObject({ message: expect.stringMatching(/^1000 volumes are attached: pv-0 .*; and 995 more$/) });
  expect('message' in step && step.message.length).toBeLessThan(1_024);
});

it('an error that is a page long leaves room for the others', () => {
  const long = 'x'.repeat(5_000);
  const step = decide(view({ attachments: Array.from({ length: 5 }, () => attachment({ detachError: long })) }));
  expect('message' in step && step.message.length).toBeLessThan(2_000);
});

it.each<[string, Sketch, string]>([
  ['a dead Node', dead(), 'kubectl annotate node n1 ...'],
  ['pods that nobody evicts', { pods: [pod({ isResident: true })] }, 'from making new ones'],
  ['a wait that is long', { waitedMs: 600_000 }, 'external-attacher'],
])('volumes with long names and errors leave room for the way out: %s', (_, sketch, end) => {
  const claim = `${'n'.repeat(63)}/${'c'.repeat(253)}`;
  const detachError = 'x'.repeat(5_000);
  const names = Array.from({ length: 5 }, (_, i) => `pv-${i}-${'v'.repeat(200)}`);
  const attachments = names.map((volumeName) => attachment({ volumeName, detachError }));
  const volumes = names.map((name) => volume({ name, claim }));
  const pods = sketch?.pods?.map((one) => ({ ...one, claims: [claim] })) ?? [];
  const step = decide(view({ attachments, volumes, ...sketch, pods }));
  const message = 'message' in step ? step.message : '';
  expect(message.slice(0, 1_000)).toContain(end);
});
