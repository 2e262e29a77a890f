import { expect, test } from 'vitest';
import { handleReview } from '../../lib/admission/handle-review.ts';
import { nodeAdmission } from '../../lib/admission/node-admission.ts';
import { openCertificateSource } from '../../lib/http/certificate-source.ts';
import { startWebhookServer } from '../../lib/http/webhook-server.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { EVERYTHING } from '../../lib/node/selector.ts';
import { silentLogger } from '../../lib/telemetry/log.ts';
import { noMetrics } from '../../lib/telemetry/metrics.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { issueServing, mountCertificate } from '../support/certificate-folder.ts';
import { eventually } from '../support/eventually.ts';
import type { Node } from '../support/nodes.ts';
import { useCluster } from '../support/test-cluster.ts';
import { registerWebhook } from '../support/webhook-registration.ts';

const cluster = useCluster();
const OURS = nodeKeys().finalizer;
const ROTATIONS = 100;

test('the API server misses no call while the certificate is rotated a hundred times', {
  timeout: 120_000,
}, async () => {
  const stop = new AbortController();
  const shared = { clock: systemClock, log: silentLogger, metrics: noMetrics };
  const directory = cluster.folder('rotating');
  mountCertificate(directory, issueServing(cluster), cluster.ca);
  const certificates = await openCertificateSource({
    ...shared,
    directory,
    listener: 'webhook',
    pollMs: 300,
    signal: stop.signal,
  });
  const guard = { finalizer: OURS, optOut: nodeKeys().optOut, selector: EVERYTHING };
  const routes = { '/mutate-node': handleReview(nodeAdmission(() => guard, noMetrics)) };
  const server = await startWebhookServer({ ...shared, port: 0, address: '127.0.0.1', routes, certificates });
  cluster.atEnd(async () => {
    await server[Symbol.asyncDispose]();
    stop.abort();
  });
  // With Fail, a call that is missed is a Node that is refused.
  await registerWebhook(cluster, { port: server.port, failurePolicy: 'Fail' });

  let created = 0;
  let rotating = true;
  const join = async (caller: number) => {
    while (rotating) {
      const metadata = { name: cluster.name(`caller-${caller}-${created}`) };
      const node = await cluster.api.create<Node>('/api/v1/nodes?dryRun=All', {
        apiVersion: 'v1',
        kind: 'Node',
        metadata,
      });
      expect(node.metadata.finalizers).toEqual([OURS]);
      created += 1;
    }
  };
  const joining = Promise.all([0, 1, 2, 3].map(join));
  for (let rotation = 0; rotation < ROTATIONS; rotation++) {
    const pair = issueServing(cluster);
    const before = created;
    mountCertificate(directory, pair, cluster.ca);
    // Under load however busy the machine is: each rotation meets at least one call.
    await eventually(() => certificates.current.cert === pair.cert && created > before, {
      describe: `rotation ${rotation} to be loaded, and a call to be answered`,
      every: 5,
    });
  }
  rotating = false;
  await joining;
  expect(created).toBeGreaterThanOrEqual(ROTATIONS);
});
