import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from '../../hack/control-plane/component.ts';
import { certManagerDefinitions, locateCertManager } from '../../hack/tools/cert-manager/binary.ts';
import { eventually } from './eventually.ts';
import type { TestCluster } from './test-cluster.ts';

const CERTIFICATES = '/apis/cert-manager.io/v1/certificates';

const options = { env: process.env, report: (line: string) => process.stderr.write(`cert-manager: ${line}\n`) };

/** To be called where there is time: it may have to be built. */
export const buildCertManager = (): Promise<string> => locateCertManager(options);

/** Installs the real cert-manager and runs it until the end of the test file, when its definitions go as well. */
export async function startCertManager(cluster: TestCluster): Promise<void> {
  const program = await buildCertManager();
  const definitions = await certManagerDefinitions(options);
  const kubectl = async (...args: string[]) => {
    const { code, stderr } = await cluster.kubectl([...args, '-f', '-'], { input: definitions });
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')} with the definitions of cert-manager: ${stderr}`);
  };
  // On the server's side: they are too long for the annotation in which kubectl would keep them.
  await kubectl('apply', '--server-side');
  cluster.atEnd(() => kubectl('delete', '--ignore-not-found', '--timeout=60s'));
  await eventually(() => cluster.api.get(CERTIFICATES), { describe: 'Certificates to be served', deadline: 60_000 });
  const home = cluster.folder('cert-manager');
  const logFile = join(home, 'cert-manager.log');
  const component = new Component(
    {
      name: 'cert-manager',
      program,
      args: ['--kubeconfig', cluster.kubeconfig],
      logFile,
      home,
      isReady: () => Promise.resolve(/^running$/m.test(readFileSync(logFile, 'utf8'))),
    },
    cluster.supervisor,
  );
  cluster.onFailure(() => component.lastLines());
  cluster.atEnd(() => component.stop());
  await component.start();
}

interface Certificate {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly revision?: number; readonly conditions?: readonly Condition[] };
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

const isReady = ({ status }: Certificate) =>
  status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;

const pathOf = (namespace: string, name: string) =>
  `/apis/cert-manager.io/v1/namespaces/${namespace}/certificates/${name}`;

/** Waits until it is, and gives how many times it was issued. */
export async function certificateIsReady(
  cluster: TestCluster,
  namespace: string,
  name: string,
  revision = 1,
): Promise<number> {
  const seen = await eventually(() => cluster.api.get<Certificate>(pathOf(namespace, name)), {
    describe: `Certificate ${name} to be Ready, issued for the ${revision}th time`,
    deadline: 90_000,
    until: (certificate) => isReady(certificate) && (certificate.status?.revision ?? 0) >= revision,
  });
  return seen.status?.revision ?? 0;
}

/** Has it issued again, as `cmctl renew` does, and waits until it is. */
export async function renew(cluster: TestCluster, namespace: string, name: string): Promise<void> {
  const before = await certificateIsReady(cluster, namespace, name);
  const condition = {
    type: 'Issuing',
    status: 'True',
    reason: 'ManuallyTriggered',
    message: 'by a test',
    lastTransitionTime: new Date().toISOString().replace(/\.\d+/, ''),
  };
  const path = `${pathOf(namespace, name)}/status`;
  const { status } = await cluster.api.get<Certificate>(pathOf(namespace, name));
  const conditions = [...(status?.conditions ?? []).filter(({ type }) => type !== 'Issuing'), condition];
  await cluster.api.patch(path, { status: { conditions } });
  await certificateIsReady(cluster, namespace, name, before + 1);
}
