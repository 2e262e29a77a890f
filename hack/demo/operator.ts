import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOOPBACK_HOSTS } from '../certificates.ts';
import type { ProcessRecord } from '../cluster-record.ts';
import type { ClusterAccess } from '../control-plane/cluster-access.ts';
import type { Layout } from '../control-plane/layout.ts';
import { processIdentity } from '../control-plane/process-identity.ts';
import { hasEnded } from '../control-plane/supervisor.ts';

/** What the operator is called where processes are listed, and in the name of its log. */
const NAME = 'node-cleanup-webhook';

/** The product as one process on this machine; it writes its log to a file, so that it can outlive us. */
export class DemoOperator {
  readonly logFile: string;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, logFile: string) {
    this.#child = child;
    this.logFile = logFile;
  }

  /** The port that it has chosen for a listener; undefined while it does not listen. */
  port(listener: 'webhook' | 'health'): number | undefined {
    if (hasEnded(this.#child)) throw new Error('the operator has ended');
    for (const line of this.#lines()) {
      const fields: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
      if (!isObject(fields) || fields.msg !== 'listening' || fields.listener !== listener) continue;
      if (typeof fields.port === 'number') return fields.port;
    }
    return undefined;
  }

  async isReady(): Promise<boolean> {
    const port = this.port('health');
    if (port === undefined) return false;
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    return response?.status === 200;
  }

  lastLines(count: number): string {
    return this.#lines().slice(-count).join('\n');
  }

  /** For the record of a cluster that goes on without us. */
  processRecord(): ProcessRecord {
    const { pid } = this.#child;
    const identity = pid === undefined ? undefined : processIdentity(pid);
    if (pid === undefined || identity === undefined) throw new Error('the operator has ended');
    return { name: NAME, pid, identity };
  }

  /** The last line may be half written, so it does not count before its end has come. */
  #lines(): string[] {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8').split('\n').slice(0, -1) : [];
  }
}

export function operatorLog({ root }: Layout): string {
  return join(root, 'logs', `${NAME}.log`);
}

/** A folder as cert-manager would fill it. */
export function writeServingCertificate({ layout, authority }: ClusterAccess): void {
  const pair = authority.issue({ commonName: NAME, hosts: LOOPBACK_HOSTS });
  mkdirSync(layout.pki('webhook'), { recursive: true, mode: 0o700 });
  writeFileSync(layout.pki('webhook/tls.crt'), pair.cert);
  writeFileSync(layout.pki('webhook/tls.key'), pair.key, { mode: 0o600 });
}

/** What tells the API server to ask the operator about every Node that joins. JSON is YAML. */
export function writeRegistration({ layout, ca }: ClusterAccess, webhookPort: number): void {
  const registration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: NAME },
    webhooks: [
      {
        // As the chart calls it, and as the alerts know it.
        name: 'node-cleanup.infra.894.io',
        clientConfig: {
          url: `https://127.0.0.1:${webhookPort}/mutate-node`,
          caBundle: Buffer.from(ca).toString('base64'),
        },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nodes'] }],
        failurePolicy: 'Ignore',
        timeoutSeconds: 5,
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  };
  writeFileSync(layout.pki('registration.yaml'), JSON.stringify(registration, undefined, 2));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
