import { expect, test } from 'vitest';
import { handleReview } from '../../../lib/admission/handle-review.ts';
import { nodeAdmission } from '../../../lib/admission/node-admission.ts';
import { openCertificateSource } from '../../../lib/http/certificate-source.ts';
import { startWebhookServer } from '../../../lib/http/webhook-server.ts';
import { connect } from '../../../lib/kube/connect.ts';
import { MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS } from '../../../lib/kube/registrations.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { EVERYTHING } from '../../../lib/node/selector.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { carryOut } from '../../../lib/tls/carry-out.ts';
import { type Lifetimes, lifetimesOf } from '../../../lib/tls/lifetimes.ts';
import { ObjectBell } from '../../../lib/tls/object-bell.ts';
import { SECRETS } from '../../../lib/tls/secret-store.ts';
import { SelfManagedCertificate } from '../../../lib/tls/self-managed.ts';
import { authoritiesIn } from '../../../lib/tls/trusted.ts';
import { certificateFolder } from '../../support/certificate-folder.ts';
import { eventually } from '../../support/eventually.ts';
import { Joining } from '../../support/joining.ts';
import { createNamespace } from '../../support/namespaces.ts';
import type { Node } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
const OURS = nodeKeys().finalizer;
const NAME = cluster.name('self-managed');
const HOSTS = ['127.0.0.1'];
/**
 * A certificate every five seconds an authority every ten or so, and still a minute until anything would end: however busy
 * the machine is, nothing fails because it is slow.
 */
const LIFETIMES: Lifetimes = { certificateMs: 65_000, renewBeforeMs: 60_000, authorityMs: 130_000, settleMs: 3_000 };

const common = { clock: systemClock, random: Math.random, log: silentLogger, metrics: noMetrics };
const configurations = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';

interface Replica {
  readonly certificate: SelfManagedCertificate;
  readonly port: number;
  readonly events: readonly string[];
}

const guard = { finalizer: OURS, optOut: nodeKeys().optOut, selector: EVERYTHING };
const listening = {
  ...common,
  port: 0,
  address: '127.0.0.1',
  routes: { '/mutate-node': handleReview(nodeAdmission(() => guard, noMetrics)) },
};

async function startReplica(namespace: string, name = NAME, lifetimes = LIFETIMES): Promise<Replica> {
  const stop = new AbortController();
  const { client, close } = await connect({ ...common, kubeconfig: cluster.kubeconfig, env: {}, version: 'test' });
  const objects = [
    { resource: SECRETS, namespace, name },
    { resource: MUTATING_WEBHOOKS, name },
    { resource: VALIDATING_WEBHOOKS, name },
  ];
  const bell = new ObjectBell({ ...common, client, objects });
  const events: string[] = [];
  const recorder = { record: (_: object, event: string) => void events.push(event) };
  const names = { namespace, secret: name, webhooks: name, hosts: HOSTS, listener: 'webhook' };
  const certificate = new SelfManagedCertificate({ ...common, ...names, client, bell, recorder, lifetimes });
  const server = await startWebhookServer({ ...listening, certificates: certificate });
  const running = Promise.all([bell.run(stop.signal), certificate.run(stop.signal)]);
  cluster.atEnd(async () => {
    await server[Symbol.asyncDispose]();
    stop.abort();
    await running;
    await close();
  });
  return { certificate, port: server.port, events };
}

/** One webhook for each replica: a Node joins only when the API server trusts all of them. The chart leaves the caBundle out, too. */
async function register(replicas: readonly Pick<Replica, 'port'>[], name = NAME, caBundle?: string): Promise<void> {
  const matchConditions = [{ name: 'prefix', expression: `object.metadata.name.startsWith("${cluster.prefix}-")` }];
  const webhooks = replicas.map(({ port }, index) => ({
    name: `replica-${index}.node-cleanup.test`,
    clientConfig: { url: `https://127.0.0.1:${port}/mutate-node`, ...(caBundle ? { caBundle } : {}) },
    rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nodes'], scope: 'Cluster' }],
    matchConditions,
    failurePolicy: 'Fail',
    timeoutSeconds: 30,
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  }));
  cluster.atEnd(() => cluster.api.delete(`${configurations}/${name}`));
  await cluster.api.create(configurations, { metadata: { name }, webhooks });
}

interface Configuration {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle?: string } }[];
}

async function trusted(name = NAME): Promise<readonly (readonly string[])[]> {
  const { webhooks } = await cluster.api.get<Configuration>(`${configurations}/${name}`);
  return webhooks.map(({ clientConfig: { caBundle = '' } }) =>
    authoritiesIn(Buffer.from(caBundle, 'base64').toString()).map(({ fingerprint256 }) => fingerprint256),
  );
}

function isCalled(): Promise<Node> {
  const metadata = { name: cluster.name('probe') };
  return eventually(
    () => cluster.api.create<Node>('/api/v1/nodes?dryRun=All', { apiVersion: 'v1', kind: 'Node', metadata }),
    { describe: 'the API server to trust every replica', deadline: 60_000 },
  );
}

test('two replicas make, share and rotate authority and certificate, and the API server misses no call', {
  timeout: 300_000,
}, async () => {
  const namespace = await createNamespace(cluster);
  cluster.atEnd(() => cluster.api.delete(`/api/v1/namespaces/${namespace}/secrets/${NAME}`));
  const replicas = await Promise.all([startReplica(namespace), startReplica(namespace)]);
  await register(replicas);
  await isCalled();
  const happened = (event: string) => replicas.flatMap(({ events }) => events).filter((one) => one === event).length;
  const agree = () => new Set(replicas.map(({ certificate }) => certificate.current.fingerprint256)).size === 1;
  expect(agree()).toBe(true);

  const joining = new Joining(cluster, OURS);
  cluster.atEnd(() => joining.stop());
  const before = await trusted();
  await joining.during(
    'two more certificates and an authority, shown by both',
    () => happened('CertificateRenewed') >= 2 && happened('AuthorityRenewed') >= 2 && agree(),
    180_000,
  );
  const shown = replicas[0]?.certificate.current.fingerprint256;
  await cluster.api.delete(`/api/v1/namespaces/${namespace}/secrets/${NAME}`);
  await joining.during(
    'both to show what is of the authority that was made after the Secret was deleted',
    async () => agree() && replicas[0]?.certificate.current.fingerprint256 !== shown,
  );
  await joining.stop();
  expect(joining.missed).toEqual([]);
  expect(joining.joined).toBeGreaterThan(10);
  expect((await trusted()).map(([first]) => first)).not.toEqual(before.map(([first]) => first));

  // Who resets it gets it mended; calls fail until then.
  const reset = [
    { op: 'replace', path: '/webhooks/0/clientConfig/caBundle', value: Buffer.from(cluster.ca).toString('base64') },
  ];
  await cluster.api.patch(`${configurations}/${NAME}`, reset, 'json');
  await isCalled();
  const [one, other] = await trusted();
  expect(one).toEqual(other);
});

test('a replica with a Secret from an earlier time begins, and no call to one of another authority is missed', async () => {
  const name = cluster.name('returns');
  const namespace = await createNamespace(cluster, 'returns');
  const stop = new AbortController();
  cluster.atEnd(async () => stop.abort());
  const directory = certificateFolder(cluster);
  const before = await openCertificateSource({ ...common, directory, listener: 'webhook', signal: stop.signal });
  const server = await startWebhookServer({ ...listening, certificates: before });
  cluster.atEnd(async () => server[Symbol.asyncDispose]());
  await register([server], name, Buffer.from(cluster.ca).toString('base64'));
  await isCalled();

  const lifetimes = lifetimesOf(3_600_000, 1_200_000);
  const earlier = { holding: undefined, inUse: [], hosts: HOSTS, now: Date.now(), lifetimes };
  const secret = { metadata: { name }, stringData: carryOut('begin', earlier) };
  await cluster.api.create(`/api/v1/namespaces/${namespace}/secrets`, secret);
  const joining = new Joining(cluster, OURS);
  cluster.atEnd(() => joining.stop());
  const [[authority] = []] = await trusted(name);
  const { certificate } = await startReplica(namespace, name, lifetimes);
  await joining.during('its own authority to be trusted', async () => {
    const bundles = await trusted(name);
    return !certificate.isProvisional && bundles.every(([first]) => first !== authority);
  });
  // What API servers have heard of the change a little later counts, too.
  for (let calls = 0; calls < 20; calls++) await joining.another();
  await joining.stop();
  expect(joining.missed).toEqual([]);
  expect((await trusted(name))[0]).toHaveLength(2);
});
