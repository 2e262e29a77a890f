import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { authoritiesIn } from '../../../lib/tls/trusted.ts';
import { buildCertManager, certificateIsReady, renew, startCertManager } from '../../support/cert-manager.ts';
import { eventually } from '../../support/eventually.ts';
import { CHART } from '../../support/installed/helm.ts';
import { currentVersion } from '../../support/installed/image.ts';
import {
  type Installation,
  logOf,
  NAME,
  operators,
  prepareInstallation,
} from '../../support/installed/installation.ts';
import { Joining } from '../../support/joining.ts';
import type { Node } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { FINALIZER } from '../cleanup/spine.ts';

// One release, from one source of certificates to the other: each test goes on from where the one before has left it.
const cluster = useCluster();
const PATIENCE = 300_000;
const configuration = (kind: string) => `/apis/admissionregistration.k8s.io/v1/${kind}webhookconfigurations/${NAME}`;

let installation: Installation;

const helm = (command: string, mode: string, ...args: string[]) => {
  const { namespace, values } = installation;
  const tls = ['--set', `tls.mode=${mode},tls.secretName=,tls.caBundle=`];
  const where = ['tls', CHART, '--namespace', namespace, '--values', values, ...tls, '--wait', '--timeout', '4m'];
  return installation.helm.ok(command, ...where, ...args);
};

interface Configuration {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle?: string } }[];
}

/** The one that all webhooks have; '' when they differ. */
async function caBundle(kind: 'mutating' | 'validating' = 'mutating'): Promise<string> {
  const { webhooks } = await cluster.api.get<Configuration>(configuration(kind));
  const [first = '', ...others] = new Set(webhooks.map(({ clientConfig }) => clientConfig.caBundle));
  return others.length === 0 ? first : '';
}

const trusted = async () =>
  authoritiesIn(Buffer.from(await caBundle(), 'base64').toString()).map(({ x509 }) => x509.subject);

/** In the write that creates it: the API server has called a replica and trusted what it showed. */
function joinsGuarded(): Promise<Node> {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: cluster.name('probe') } };
  return eventually(() => cluster.api.create<Node>('/api/v1/nodes?dryRun=All', node), {
    describe: 'a Node to join with the finalizer',
    deadline: 60_000,
    until: ({ metadata }) => metadata.finalizers?.includes(FINALIZER) ?? false,
  });
}

/** Whether every replica shows what is in the Secret. */
async function isShown(secret: string): Promise<boolean> {
  const path = `/api/v1/namespaces/${installation.namespace}/secrets/${secret}`;
  const { data } = await cluster.api.get<{ readonly data: Readonly<Record<string, string>> }>(path);
  const { fingerprint256 } = new X509Certificate(Buffer.from(data['tls.crt'] ?? '', 'base64'));
  const loaded = logOf(installation, { msg: 'certificate loaded', fingerprint256 });
  return loaded.length === operators(installation).length;
}

/** Those of before may still be on their way out. */
const becomesShown = (secret: string) =>
  eventually(() => isShown(secret), { describe: `every replica to show what ${secret} holds`, deadline: 60_000 });

/** Nodes join while something goes on, and none is missed. */
async function missingNone(work: (joining: Joining) => Promise<unknown>): Promise<void> {
  const joining = new Joining(cluster, FINALIZER, 2);
  try {
    await joining.another();
    await work(joining);
    await joining.another();
  } finally {
    await joining.stop();
  }
  expect(joining.missed).toEqual([]);
}

const complaints = () => logOf(installation, {}).filter(({ level }) => level === 'error' || level === 'fatal');

beforeAll(async () => {
  await buildCertManager();
  installation = await prepareInstallation(cluster, [currentVersion()]);
  await startCertManager(cluster);
}, 4 * PATIENCE);

describe('cert-manager', { timeout: PATIENCE }, () => {
  it('signs the chart’s Certificate, its CA is injected, and the API server trusts what the replicas show', async () => {
    await helm('install', 'cert-manager');
    await certificateIsReady(cluster, installation.namespace, NAME);
    await joinsGuarded();
    expect(await trusted()).toEqual([`CN=${NAME}-ca`]);
    await becomesShown(`${NAME}-tls`);
  });

  it('renews certificate and authority, and no call is missed', async () => {
    const { namespace } = installation;
    await missingNone(async (joining) => {
      for (const certificate of [NAME, `${NAME}-ca`, NAME]) {
        await renew(cluster, namespace, certificate);
        await joining.during(`${certificate} to be shown`, () => isShown(`${NAME}-tls`));
      }
    });
    expect(complaints()).toEqual([]);
  });
});

// Not the other way round: helm takes the rights of this mode away before the replicas that need them are gone, and what is
// refused to them meanwhile would count as a right that the chart forgets.
describe('self-managed', { timeout: PATIENCE }, () => {
  it('takes over, and no call is missed: the operator’s own authority is trusted beside the one before', async () => {
    await missingNone(() => helm('upgrade', 'self-managed'));
    await joinsGuarded();
    const [own, ...before] = await trusted();
    expect(own).toMatch(/^CN=node-cleanup-webhook CA [0-9a-f]{8}$/);
    expect(before).toContain(`CN=${NAME}-ca`);
    await becomesShown(`${NAME}-self-managed`);
    expect(complaints()).toEqual([]);
  });

  it('says in an Event what was made', async () => {
    const path = `/apis/events.k8s.io/v1/namespaces/${installation.namespace}/events`;
    const reasons = async () =>
      (await cluster.api.list<{ reason: string; metadata: { name: string } }>(path)).map(({ reason }) => reason);
    await eventually(reasons, { describe: 'the Event', until: (found) => found.includes('AuthorityRenewed') });
  });

  it('is not touched by an upgrade that changes the registration, and fills in one that comes along', async () => {
    const before = await caBundle();
    await missingNone(() => helm('upgrade', 'self-managed', '--set', 'admission.timeoutSeconds=5,guard.mode=webhook'));
    expect(await caBundle()).toBe(before);
    await eventually(() => caBundle('validating'), { describe: 'the guard', until: (found) => found === before });
    expect(complaints()).toEqual([]);
  });

  it('makes a new certificate when somebody breaks the one in the Secret, and no call is missed', async () => {
    const secret = `${NAME}-self-managed`;
    const garbage = Buffer.from('garbage').toString('base64');
    const path = `/api/v1/namespaces/${installation.namespace}/secrets/${secret}`;
    await missingNone(async (joining) => {
      await cluster.api.patch(path, { data: { 'tls.crt': garbage } });
      await joining.during('a new one to be shown', () => isShown(secret));
    });
  });
});
