import { expect, it } from 'vitest';
import { elsewhere } from '../../../lib/cleanup/elsewhere.ts';
import type { LeaseView } from '../../../lib/cleanup/explain/document.ts';
import type { KubeObject } from '../../../lib/kube/client.ts';

const HERE = { namespace: 'ops', name: 'node-cleanup-webhook' };

const metadata = { name: HERE.name, uid: '1', resourceVersion: '1' };
const ofRelease = (namespace: string): KubeObject => ({
  metadata: { ...metadata, annotations: { 'meta.helm.sh/release-namespace': namespace } },
});
const asking = (namespace: string): KubeObject => ({
  ...ofRelease('anywhere'),
  webhooks: [{ clientConfig: { service: { namespace, name: HERE.name } } }],
});
const atUrl: KubeObject = { metadata, webhooks: [{ clientConfig: { url: 'https://example.com/mutate-node' } }] };
const held = (namespace: string, holder: string): LeaseView => ({
  namespace,
  name: 'node-cleanup-webhook',
  holder,
  renewedAt: '2026-01-01T00:00:00Z',
  ageSeconds: 1,
  holdsForSeconds: 15,
});
const LONG = 'a'.repeat(63);

it.each<[string, readonly KubeObject[], readonly LeaseView[], string?]>([
  ['nothing is known', [], []],
  ['its webhook is of a Service there', [asking('ops')], []],
  ['its webhook is of a URL', [atUrl], []],
  ['its policy is of a release there', [ofRelease('ops')], []],
  ['its policy is of no release', [{ metadata }], []],
  ['a pod of it that is on its way out still leads', [], [held('ops', 'node-cleanup-webhook-5d4f8-abcde_0a1b')]],
  ['the pod of it that leads has a name that was cut', [], [held('ops', `${'a'.repeat(58)}x7k2p_0a1b`)], LONG],
])('an operator may be gone from where it should be when %s', (_, registered, leases, name = HERE.name) => {
  expect(elsewhere({ ...HERE, name }, registered, leases)).toBeUndefined();
});

it.each<[string, readonly KubeObject[], readonly LeaseView[], string, string | undefined]>([
  ['its webhook is of a Service elsewhere', [asking('other')], [], 'other', HERE.name],
  ['one of what is registered is elsewhere', [ofRelease('ops'), ofRelease('other')], [], 'other', HERE.name],
  ['one leads elsewhere', [], [held('other', 'ncw-5d4f8-abcde_0a1b')], 'other', 'ncw'],
  ['one of another name leads there', [], [held('ops', 'mine-webhook-5d4f8-abcde_0a1b')], 'ops', 'mine-webhook'],
  ['one that is not of a Deployment leads', [], [held('ops', 'laptop_0a1b')], 'ops', undefined],
])('an operator is elsewhere when %s', (_, registered, leases, namespace, name) => {
  expect(elsewhere(HERE, registered, leases)).toMatchObject({ namespace, name });
});
