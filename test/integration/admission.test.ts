import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createAuthority } from '../../hack/certificates.ts';
import { handleReview } from '../../lib/admission/handle-review.ts';
import { nodeAdmission } from '../../lib/admission/node-admission.ts';
import { openCertificateSource } from '../../lib/http/certificate-source.ts';
import { startWebhookServer } from '../../lib/http/webhook-server.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { parseSelector } from '../../lib/node/selector.ts';
import { silentLogger } from '../../lib/telemetry/log.ts';
import { createPrometheusMetrics } from '../../lib/telemetry/prometheus.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { certificateFolder, issueServing } from '../support/certificate-folder.ts';
import { eventually } from '../support/eventually.ts';
import { createNode, findNode, getNode } from '../support/nodes.ts';
import { useCluster } from '../support/test-cluster.ts';
import { registerWebhook } from '../support/webhook-registration.ts';

const cluster = useCluster();
const OURS = nodeKeys().finalizer;
/** The API server generates a name only after admission. */
const namedOrGenerated = {
  name: 'prefix',
  expression: ['name', 'generateName']
    .map((field) => `(has(object.metadata.${field}) && object.metadata.${field}.startsWith("${cluster.prefix}-"))`)
    .join(' || '),
};
const FOREIGN = ['example.com/first', 'example.com/second'];

async function startWebhook(selectorText = '', warnings: string[] = []) {
  const stop = new AbortController();
  const metrics = createPrometheusMetrics();
  const log = { ...silentLogger, warn: (_: object, message: string) => void warnings.push(message) };
  const shared = { clock: systemClock, log, metrics };
  const directory = certificateFolder(cluster);
  const certificates = await openCertificateSource({ ...shared, directory, listener: 'webhook', signal: stop.signal });
  const parsed = parseSelector(selectorText);
  if (parsed.outcome === 'invalid') throw new Error(parsed.message);
  const guard = { finalizer: OURS, optOut: nodeKeys().optOut, selector: parsed.selector };
  const routes = { '/mutate-node': handleReview(nodeAdmission(() => guard, metrics)) };
  const server = await startWebhookServer({ ...shared, port: 0, address: '127.0.0.1', routes, certificates });
  cluster.atEnd(async () => {
    await server[Symbol.asyncDispose]();
    stop.abort();
  });
  return { ...server, metrics };
}

const manifest = (name: string, metadata: object = {}) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name, ...metadata } });

async function finalizersOf(name: string): Promise<readonly string[] | undefined> {
  return (await getNode(cluster, name)).metadata.finalizers;
}

/** A Node that kubectl creates and that goes with the test file. */
async function kubectlCreate(suffix: string, metadata: object = {}, ...args: readonly string[]) {
  const name = cluster.name(suffix);
  cluster.atEnd(() => remove(name));
  const { code, stderr } = await cluster.kubectl(['create', '-f', '-', ...args], { input: manifest(name, metadata) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return name;
}

async function remove(name: string): Promise<void> {
  await cluster.kubectl(['patch', 'node', name, '--type=merge', '--patch={"metadata":{"finalizers":null}}']);
  await cluster.kubectl(['delete', 'node', name, '--wait=false']);
}

describe('while the webhook is registered', () => {
  let webhook: Awaited<ReturnType<typeof startWebhook>>;
  let unregister: () => Promise<void>;

  beforeAll(async () => {
    webhook = await startWebhook();
    unregister = await registerWebhook(cluster, { port: webhook.port, matchConditions: [namedOrGenerated] });
  });
  afterAll(() => unregister());

  test('a Node that kubectl creates has the finalizer', async () => {
    expect(await finalizersOf(await kubectlCreate('plain'))).toEqual([OURS]);
  });

  test('a Node keeps the finalizers of others, in their order', async () => {
    expect(await finalizersOf(await kubectlCreate('foreign', { finalizers: FOREIGN }))).toEqual([...FOREIGN, OURS]);
  });

  test('a Node that brings our finalizer has it once', async () => {
    const finalizers = [OURS, ...FOREIGN];
    expect(await finalizersOf(await kubectlCreate('ours', { finalizers }))).toEqual(finalizers);
  });

  test('a Node with an empty list gets the finalizer', async () => {
    expect(await finalizersOf(await kubectlCreate('empty', { finalizers: [] }))).toEqual([OURS]);
  });

  test('a Node with the opt-out label is left alone', async () => {
    const labels = { [nodeKeys().optOut]: 'true' };
    expect(await finalizersOf(await kubectlCreate('opted-out', { labels }))).toBeUndefined();
  });

  test('a dry run shows the finalizer, stores nothing and is not counted', async () => {
    const before = patches(await webhook.metrics.render());
    const name = cluster.name('dry');
    const args = ['create', '-f', '-', '--dry-run=server', '-o', 'jsonpath={.metadata.finalizers}'];
    const { stdout } = await cluster.kubectl(args, { input: manifest(name) });
    expect(JSON.parse(stdout)).toEqual([OURS]);
    expect(await findNode(cluster, name)).toBeUndefined();
    expect(patches(await webhook.metrics.render())).toBe(before);
  });

  test('a Node that is created by server-side apply has the finalizer, and a second apply leaves it', async () => {
    const name = cluster.name('applied');
    cluster.atEnd(() => remove(name));
    const input = manifest(name, { finalizers: FOREIGN });
    const apply = () => cluster.kubectl(['apply', '--server-side', '-f', '-'], { input });
    await apply();
    expect(await finalizersOf(name)).toEqual([...FOREIGN, OURS]);
    await apply();
    expect(await finalizersOf(name)).toEqual([...FOREIGN, OURS]);
  });

  test('a Node with a generated name has the finalizer', async () => {
    const input = manifest('', { name: undefined, generateName: cluster.name('generated-') });
    const { stdout } = await cluster.kubectl(['create', '-f', '-', '-o', 'name'], { input });
    const name = stdout.trim().replace(/^node\//, '');
    cluster.atEnd(() => remove(name));
    expect(await finalizersOf(name)).toEqual([OURS]);
  });

  test('a Node whose name is not allowed is refused by the API server alone, in its own words', async () => {
    const input = manifest(`${cluster.prefix}-Ünïcödé`);
    expect(await cluster.kubectl(['create', '-f', '-'], { input })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/ is invalid: metadata\.name: .* must consist of/),
    });
  });

  test('a hundred Nodes at once all have it', async () => {
    const names = Array.from({ length: 100 }, (_, number) => `many-${number}`);
    const nodes = await Promise.all(names.map((suffix) => createNode(cluster, suffix)));
    expect(nodes.filter(({ metadata }) => !metadata.finalizers?.includes(OURS))).toEqual([]);
  });

  // The last one: it ends the webhook.
  test('a Node joins without it once the webhook is dead', async () => {
    await webhook.close(1_000);
    expect(await finalizersOf(await kubectlCreate('orphan'))).toBeUndefined();
  });
});

test('a Node that the selector does not select joins without the finalizer', async () => {
  const webhook = await startWebhook('role in (storage, gpu)');
  const labels = { role: 'storage' };
  const probe = { name: 'probe', expression: `object.metadata.name.startsWith("${cluster.name('select')}")` };
  onTestFinished(await registerWebhook(cluster, { port: webhook.port, matchConditions: [probe], isCalled: false }));
  const dryRun = ['create', '-f', '-', '--dry-run=server', '-o', 'jsonpath={.metadata.finalizers}'];
  await eventually(
    async () => (await cluster.kubectl(dryRun, { input: manifest(cluster.name('select-probe'), { labels }) })).stdout,
    {
      describe: 'the API server to call the webhook',
      until: (finalizers) => finalizers.includes(OURS),
    },
  );
  expect(await finalizersOf(await kubectlCreate('select-yes', { labels }))).toEqual([OURS]);
  expect(await finalizersOf(await kubectlCreate('select-no', { labels: { role: 'web' } }))).toBeUndefined();
});

const GARBAGE: readonly (readonly [string, (uid: string) => { status: number; type?: string; body: string }])[] = [
  ['not JSON', () => ({ status: 200, body: 'finalizers!' })],
  ['an empty answer', () => ({ status: 200, body: '' })],
  ['another uid', () => ({ status: 200, body: answer('not-the-uid', {}) })],
  ['HTML', () => ({ status: 200, type: 'text/html', body: '<html>' })],
  ['an internal error as ours', () => ({ status: 500, type: 'text/plain', body: 'internal error' })],
  ['too many requests as ours', () => ({ status: 503, type: 'text/plain', body: 'too many large requests' })],
];

const answer = (uid: string, response: object) =>
  JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid, allowed: true, ...response },
  });

/** Serves what it is told to: something else has taken our place, or we have gone mad. */
async function startImpostor(reply: (uid: string) => { status: number; type?: string; body: string }) {
  let asked = 0;
  const server = createServer(issueServing(cluster), (request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      asked += 1;
      const { status, type = 'application/json', body } = reply(JSON.parse(text).request.uid);
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cluster.atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { port, asked: () => asked };
}

test('a Node joins whatever nonsense is answered in the place of our webhook, with failurePolicy Ignore', async () => {
  for (const [index, [what, reply]] of GARBAGE.entries()) {
    const impostor = await startImpostor(reply);
    const unregister = await registerWebhook(cluster, { port: impostor.port, isCalled: false });
    await eventually(
      async () => {
        await cluster.kubectl(['create', '-f', '-', '--dry-run=server'], {
          input: manifest(cluster.name(`garbage-${index}`)),
        });
        return impostor.asked() > 0;
      },
      { describe: `the API server to call what answers with ${what}` },
    );
    const name = await kubectlCreate(`garbage-${index}`);
    expect({ what, finalizers: await finalizersOf(name) }).toEqual({ what, finalizers: undefined });
    await unregister();
  }
});

test('a patch that does not apply keeps a Node out even with failurePolicy Ignore: why ours must always apply', async () => {
  const patch = Buffer.from(JSON.stringify([{ op: 'add', path: '/metadata/finalizers/-', value: OURS }])).toString(
    'base64',
  );
  const impostor = await startImpostor((uid) => ({
    status: 200,
    body: answer(uid, { patchType: 'JSONPatch', patch }),
  }));
  onTestFinished(await registerWebhook(cluster, { port: impostor.port, isCalled: false }));
  const input = manifest(cluster.name('kept-out'));
  const { stderr } = await eventually(() => cluster.kubectl(['create', '-f', '-', '--dry-run=server'], { input }), {
    describe: 'the API server to call the webhook and to fail',
    until: ({ code }) => code !== 0,
  });
  expect(stderr).toMatch(/InternalError|Internal error/);
});

test('a caBundle that is not the certificate’s lets Nodes join, and our log says what is wrong, once', async () => {
  const lines: string[] = [];
  const webhook = await startWebhook('', lines);
  const caBundle = createAuthority('somebody else').cert;
  onTestFinished(await registerWebhook(cluster, { port: webhook.port, caBundle, isCalled: false }));
  const input = manifest(cluster.name('distrusted'));
  const distrust = () => lines.filter((line) => line.startsWith('a caller distrusts the certificate'));
  for (let attempt = 0; attempt < 3; attempt++) {
    await eventually(
      async () =>
        (await cluster.kubectl(['create', '-f', '-', '--dry-run=server'], { input })).code === 0 &&
        distrust().length > 0,
      {
        describe: 'the API server to distrust the webhook',
      },
    );
  }
  expect(distrust()).toHaveLength(1);
});

function patches(metrics: string): string {
  return metrics
    .split('\n')
    .filter((line) => line.startsWith('webhook_patches_total{'))
    .join('\n');
}
