import type { Api, KubernetesObject } from '../../../hack/control-plane/api.ts';
import { stringMapAt } from '../../../lib/kube/json.ts';
import { downward } from './environment.ts';
import type { FilesFrom, Pod, Projection, Volume } from './pod.ts';

/** The content of a volume, by path. */
export type Files = ReadonlyMap<string, Buffer>;

/** Reads what volumes of a Pod hold now, as its kubelet. A ConfigMap or Secret that is not there yet throws. */
export class VolumeReader {
  readonly #api: Api;
  readonly #pod: Pod;
  readonly #tokens = new Map<string, Promise<{ readonly token: string; readonly renewAt: number }>>();

  constructor(api: Api, pod: Pod) {
    this.#api = api;
    this.#pod = pod;
  }

  async read(volume: Volume): Promise<Files> {
    const sources = volume.projected?.sources ?? [volume];
    const parts = await Promise.all(sources.map((source) => this.#filesOf(source)));
    return new Map(parts.flatMap((part) => [...part]));
  }

  async #filesOf({ configMap, secret, downwardAPI, serviceAccountToken }: Projection): Promise<Files> {
    if (configMap) return this.#stored('configmaps', configMap.name ?? '', configMap);
    if (secret) return this.#stored('secrets', secret.secretName ?? secret.name ?? '', secret);
    if (downwardAPI) {
      const items = downwardAPI.items ?? [];
      return new Map(items.map(({ path, fieldRef }) => [path, Buffer.from(downward(this.#pod, fieldRef?.fieldPath))]));
    }
    if (serviceAccountToken) {
      const { path, audience, expirationSeconds } = serviceAccountToken;
      return new Map([[path, Buffer.from(await this.#token(audience, expirationSeconds ?? 3600))]]);
    }
    return new Map();
  }

  async #stored(resource: 'configmaps' | 'secrets', name: string, { items, optional }: FilesFrom): Promise<Files> {
    const path = `/api/v1/namespaces/${this.#pod.metadata.namespace}/${resource}/${name}`;
    const object = await this.#api.find(path);
    if (!object && !optional) throw new Error(`${resource} "${name}" not found`);
    const content = object ? contentOf(object, resource) : new Map();
    if (!items) return content;
    return new Map(
      items.map(({ key, path: target }) => {
        const value = content.get(key);
        if (value === undefined) throw new Error(`${resource} "${name}" has no key ${key}`);
        return [target, value];
      }),
    );
  }

  async #token(audience = '', expirationSeconds: number): Promise<string> {
    const known = await this.#tokens.get(audience);
    if (known && Date.now() < known.renewAt) return known.token;
    const asked = this.#requestToken(audience, expirationSeconds);
    this.#tokens.set(audience, asked);
    asked.catch(() => this.#tokens.delete(audience));
    return (await asked).token;
  }

  async #requestToken(audience: string, expirationSeconds: number): Promise<{ token: string; renewAt: number }> {
    const { namespace, name, uid } = this.#pod.metadata;
    const account = this.#pod.spec.serviceAccountName ?? 'default';
    const spec = {
      audiences: audience === '' ? [] : [audience],
      expirationSeconds,
      boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid },
    };
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
    const { status } = await this.#api.create<{ status: { token: string } }>(path, { spec });
    // As kubelets do: when four fifths of its life have passed.
    return { token: status.token, renewAt: Date.now() + expirationSeconds * 800 };
  }
}

function contentOf(object: KubernetesObject, resource: 'configmaps' | 'secrets'): Files {
  const plain = resource === 'configmaps' ? stringMapAt(object, 'data') : {};
  const encoded = stringMapAt(object, resource === 'configmaps' ? 'binaryData' : 'data');
  return new Map([
    ...Object.entries(plain).map(([key, text]) => [key, Buffer.from(text)] as const),
    ...Object.entries(encoded).map(([key, text]) => [key, Buffer.from(text, 'base64')] as const),
  ]);
}
