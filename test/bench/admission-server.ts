/**
 * One server in a process of its own: `node admission-server.ts bare|ours FOLDER`. Sends its port when it listens; answers
 * the message 'cpu' with the CPU time that it has used, in microseconds.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { handleReview } from '../../lib/admission/handle-review.ts';
import { nodeAdmission } from '../../lib/admission/node-admission.ts';
import { openCertificateSource } from '../../lib/http/certificate-source.ts';
import { startWebhookServer } from '../../lib/http/webhook-server.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { EVERYTHING } from '../../lib/node/selector.ts';
import { silentLogger } from '../../lib/telemetry/log.ts';
import { createPrometheusMetrics } from '../../lib/telemetry/prometheus.ts';
import { systemClock } from '../../lib/time/clock.ts';

const [variant, directory = ''] = process.argv.slice(2);
const keys = nodeKeys();

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
process.on('disconnect', () => process.exit());
process.send?.({ port: variant === 'bare' ? await bare() : await ours() });

/** The least that an honest answer takes: read the whole body, parse it, answer with its uid and a patch. */
function bare(): Promise<number> {
  const patch = JSON.stringify([{ op: 'add', path: '/metadata/finalizers', value: [keys.finalizer] }]);
  const [cert, key] = [readFileSync(join(directory, 'tls.crt')), readFileSync(join(directory, 'tls.key'))];
  // The load comes back after the others had their turn; idle connections cost nothing.
  const server = createServer({ cert, key, keepAliveTimeout: 120_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const review: { request: { uid: string } } = JSON.parse(Buffer.concat(chunks).toString());
      const answer = JSON.stringify({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: {
          uid: review.request.uid,
          allowed: true,
          patchType: 'JSONPatch',
          patch: Buffer.from(patch).toString('base64'),
        },
      });
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(answer) });
      response.end(answer);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function ours(): Promise<number> {
  const metrics = createPrometheusMetrics();
  const shared = { clock: systemClock, log: silentLogger, metrics };
  const signal = new AbortController().signal;
  const certificates = await openCertificateSource({ ...shared, directory, listener: 'webhook', signal });
  const guard = { finalizer: keys.finalizer, optOut: keys.optOut, selector: EVERYTHING };
  const routes = { '/mutate-node': handleReview(nodeAdmission(() => guard, metrics)) };
  const { port } = await startWebhookServer({ ...shared, port: 0, address: '127.0.0.1', routes, certificates });
  return port;
}
