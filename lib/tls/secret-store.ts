import { asKubeObject } from '../kube/answer.ts';
import type { KubeClient, KubeObject } from '../kube/client.ts';
import { isNotFound } from '../kube/errors.ts';
import { stringMapAt } from '../kube/json.ts';
import type { Resource } from '../kube/resource.ts';
import type { SecretFiles } from './holding.ts';
import { WRITE_TIMEOUT_MS } from './lifetimes.ts';

export const SECRETS: Resource = { group: '', version: 'v1', plural: 'secrets', kind: 'Secret', namespaced: true };

const KEYS = ['tls.crt', 'tls.key', 'ca.crt', 'ca.key'] as const satisfies readonly (keyof SecretFiles)[];

export interface StoredSecret {
  readonly object: KubeObject;
  readonly files: SecretFiles;
}

export interface SecretStoreOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly name: string;
}

/** The Secret on the API server: writes succeed only if nobody else wrote in between, so that all replicas agree. */
export class SecretStore {
  readonly #options: SecretStoreOptions;

  constructor(options: SecretStoreOptions) {
    this.#options = options;
  }

  /** Undefined when there is none. */
  async read(signal: AbortSignal): Promise<StoredSecret | undefined> {
    const { client, name, namespace } = this.#options;
    try {
      const object = await client.get(SECRETS, name, { namespace, signal });
      return { object, files: filesOf(object) };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** Rejects with a conflict (409) when the Secret is not `before` any more. Not aborted: what was sent may be stored. */
  async write(before: StoredSecret | undefined, files: Partial<SecretFiles>): Promise<StoredSecret> {
    const { client, name, namespace } = this.#options;
    const options = { namespace, timeoutMs: WRITE_TIMEOUT_MS };
    const data = Object.fromEntries(
      Object.entries(files).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    );
    if (before === undefined) {
      const metadata = { name, namespace, labels: { 'app.kubernetes.io/name': 'node-cleanup-webhook' } };
      const body = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data };
      const object = asKubeObject(await client.create(SECRETS, body, options), 'creating the Secret');
      return { object, files: filesOf(object) };
    }
    const { resourceVersion, uid } = before.object.metadata;
    const body = { metadata: { resourceVersion, uid }, data };
    const object = await client.patch(SECRETS, name, { kind: 'merge', body }, options);
    return { object, files: filesOf(object) };
  }
}

/** A key that is missing is an empty file. */
function filesOf(object: KubeObject): SecretFiles {
  const data = stringMapAt(object, 'data');
  const [crt, key, caCrt, caKey] = KEYS.map((name) => Buffer.from(data[name] ?? '', 'base64').toString());
  return { 'tls.crt': crt ?? '', 'tls.key': key ?? '', 'ca.crt': caCrt ?? '', 'ca.key': caKey ?? '' };
}
