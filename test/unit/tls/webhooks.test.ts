import { expect, it } from 'vitest';
import type { KubeObject } from '../../../lib/kube/client.ts';
import { MUTATING_WEBHOOKS } from '../../../lib/kube/registrations.ts';
import { authoritiesIn } from '../../../lib/tls/trusted.ts';
import { readRegistration, trustPatch } from '../../../lib/tls/webhooks.ts';
import { base64, begun, HOSTS } from './sample.ts';

const authorities = authoritiesIn(begun()['ca.crt']);
const caBundle = base64(authorities);
const service = { namespace: 'node-cleanup', name: 'node-cleanup-webhook', path: '/mutate-node' };

function registration(webhooks: readonly unknown[], annotations?: Readonly<Record<string, string>>) {
  const metadata = { name: 'ours', uid: 'u', resourceVersion: '7', ...(annotations ? { annotations } : {}) };
  const object: KubeObject = { metadata, webhooks };
  return readRegistration(MUTATING_WEBHOOKS, object, HOSTS);
}

it.each<readonly [string, object, boolean]>([
  ['our Service', { service }, true],
  ['our Service, with another caBundle', { service, caBundle: base64(authoritiesIn(begun()['ca.crt'])) }, true],
  ['our Service, with garbage', { service, caBundle: '***' }, true],
  [
    'our Service, with more than ours',
    { service, caBundle: base64([...authorities, ...authoritiesIn(begun()['ca.crt'])]) },
    true,
  ],
  ['our Service, with exactly ours', { service, caBundle }, false],
  ['a Service of that name elsewhere', { service: { ...service, namespace: 'default' } }, false],
  ['another Service', { service: { ...service, name: 'other' } }, false],
  ['a URL with one of our names', { url: 'https://10.0.0.7:8443/mutate-node' }, true],
  ['a URL of somebody else', { url: 'https://example.com/mutate-node' }, false],
  ['no URL', { url: 'nonsense' }, false],
  ['nothing', {}, false],
])('the caBundle of a webhook that calls %s is put in place: %#', (_, clientConfig, expected) => {
  const patch = trustPatch(registration([{ name: 'a.b.c', clientConfig }]), authorities);
  expect(patch?.body).toEqual(
    expected
      ? { metadata: { resourceVersion: '7' }, webhooks: [{ name: 'a.b.c', clientConfig: { caBundle } }] }
      : undefined,
  );
});

it('of several webhooks only ours that are wrong are touched', () => {
  const webhooks = [
    { name: 'wrong', clientConfig: { service } },
    { name: 'right', clientConfig: { service, caBundle } },
    { name: 'theirs', clientConfig: { url: 'https://example.com' } },
    'no webhook at all',
  ];
  const patch = trustPatch(registration(webhooks), authorities);
  expect(patch?.body).toMatchObject({ webhooks: [{ name: 'wrong' }] });
});

it.each([
  'cert-manager.io/inject-ca-from',
  'cert-manager.io/inject-ca-from-secret',
  'service.beta.openshift.io/inject-cabundle',
])('somebody who fills in the caBundle is known by %s', (annotation) => {
  expect(registration([], { a: 'b', [annotation]: 'x' }).filledBy).toBe(annotation);
  expect(registration([], { a: 'b' }).filledBy).toBeUndefined();
});

it.each([
  ['Webhook.Example.com', 'https://Webhook.Example.com:8443'],
  ['webhook.example.com', 'https://WEBHOOK.example.com/mutate-node'],
  ['2001:DB8:0::1', 'https://[2001:DB8:0::1]:8443/mutate-node'],
])('a host that is written as %s is the one of %s', (host, url) => {
  const metadata = { name: 'ours', uid: 'u', resourceVersion: '7' };
  const webhooks = [{ name: 'a.b.c', clientConfig: { url } }];
  expect(readRegistration(MUTATING_WEBHOOKS, { metadata, webhooks }, [host]).webhooks).toHaveLength(1);
});
