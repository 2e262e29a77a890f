import { expect, it } from 'vitest';
import { createAuthority, LOOPBACK_HOSTS } from '../../../hack/certificates.ts';
import { issueServing } from '../../support/certificate-folder.ts';
import { createNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { registerWebhook } from '../../support/webhook-registration.ts';
import { startReviewServer } from './review-server.ts';

const cluster = useCluster();
const YESTERDAY = new Date(Date.now() - 24 * 3_600_000);

it('makes the API server call a process on this machine, from the first Node on', async () => {
  await using server = await startReviewServer(issueServing(cluster));
  const unregister = await registerWebhook(cluster, { port: server.port });
  const node = await createNode(cluster, 'reviewed');
  expect(node.metadata.finalizers).toEqual(['example.test/reviewed']);
  await unregister();
});

const refused = [
  ['has expired', () => issueServing(cluster, { notBefore: new Date(0), notAfter: YESTERDAY }), /expired/],
  [
    'is for another host',
    () => issueServing(cluster, { hosts: ['example.test'] }),
    /valid for|not 127\.0\.0\.1|IP SANs/,
  ],
  [
    'was signed by somebody else',
    () => createAuthority('another').issue({ commonName: 'x', hosts: LOOPBACK_HOSTS }),
    /unknown authority/,
  ],
] as const;

it.each(refused)('is refused by the API server when the certificate %s', async (_, certificate, reason) => {
  await using server = await startReviewServer(certificate());
  const unregister = await registerWebhook(cluster, { port: server.port, failurePolicy: 'Fail', isCalled: false });
  try {
    await expect
      .poll(() => createNode(cluster, `refused-${server.port}`).catch((error) => error.message), { timeout: 10_000 })
      .toMatch(reason);
  } finally {
    await unregister();
  }
});
