import type {
  CreateOptions,
  KubeClient,
  KubeObject,
  ListOptions,
  WatchEvent,
  WatchOptions,
} from '../../../lib/kube/client.ts';
import { isObject, stringAt, stringMapAt } from '../../../lib/kube/json.ts';
import { nameOf, type Resource } from '../../../lib/kube/resource.ts';
import { apiError } from '../../support/fake-kube-client.ts';

/** An object of a cluster, under the short name of its resource: `pods`, `replicas.longhorn.io`. */
export interface Thing {
  readonly resource: string;
  readonly object: KubeObject;
}

/** A call that changes something. */
export interface Change {
  readonly verb: 'create' | 'replace' | 'patch' | 'delete';
  /** With its subresource: `pods/eviction`. */
  readonly resource: string;
  readonly name: string;
  readonly body: unknown;
  /** The uid that a delete insists on. */
  readonly uid: string | undefined;
}

/** How the API server answers to changes, in turn. */
export type Answer = 'yes' | 404 | 409 | 422 | 429 | 500;

const VERSIONS: Readonly<Record<string, string>> = { 'longhorn.io': 'v1beta2', 'lvm.topolvm.io': 'v1alpha1' };
/** What a group has whether there are objects of it or not. */
const SERVED: Readonly<Record<string, readonly string[]>> = {
  'longhorn.io': ['nodes', 'replicas', 'engines', 'volumes', 'settings', 'volumeattachments', 'backingimages'],
};

/** An API server with these objects, which never change. It takes down what it is asked to change. */
export class WholeWorld implements KubeClient {
  readonly changes: Change[] = [];
  readonly #things: readonly Thing[];
  readonly #answers: Answer[];

  constructor(things: readonly Thing[], answers: readonly Answer[] = []) {
    this.#things = things;
    this.#answers = [...answers];
  }

  async get(resource: Resource, name: string, { namespace }: { readonly namespace?: string | undefined } = {}) {
    const found = this.#of(resource, { namespace }).find(({ metadata }) => metadata.name === name);
    if (found === undefined) throw apiError(404, 'NotFound');
    return found;
  }

  async list(resource: Resource, options: ListOptions = {}) {
    return { resourceVersion: '1', continueToken: undefined, items: this.#of(resource, options) };
  }

  async *watch(resource: Resource, options: WatchOptions): AsyncGenerator<WatchEvent, void, undefined> {
    if (options.sendInitialEvents) {
      for (const object of this.#of(resource, options)) yield { type: 'ADDED', object };
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      yield { type: 'BOOKMARK', object: { metadata: { resourceVersion: '1', annotations } } };
    }
    const { promise, reject } = Promise.withResolvers<never>();
    options.signal.addEventListener('abort', () => reject(options.signal.reason), { once: true });
    await promise;
  }

  async getPath(path: string): Promise<unknown> {
    const [, group = '', version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    const plurals = this.#things
      .map(({ resource }) => resource.split('.'))
      .filter(([, ...of]) => of.join('.') === group);
    if (plurals.length === 0) throw apiError(404, 'NotFound');
    const served = VERSIONS[group] ?? 'v1';
    if (version === undefined) return { versions: [{ version: served }], preferredVersion: { version: served } };
    const names = new Set([...plurals.map(([plural]) => plural), ...(SERVED[group] ?? [])]);
    return { resources: [...names].map((name) => ({ name })) };
  }

  async getText(): Promise<string> {
    return '';
  }

  async create(resource: Resource, body: object, { name = '', subresource, dryRun }: CreateOptions = {}) {
    if (dryRun) return { ...body };
    this.#change('create', resource, name, body, undefined, subresource);
    return { ...body, metadata: { name, uid: 'created' } };
  }

  async replace(resource: Resource, name: string, body: object): Promise<KubeObject> {
    this.#change('replace', resource, name, body);
    return this.get(resource, name);
  }

  async patch(
    resource: Resource,
    name: string,
    { body }: { readonly body: object },
    options: { readonly namespace?: string | undefined } = {},
  ): Promise<KubeObject> {
    this.#change('patch', resource, name, body);
    return this.get(resource, name, options);
  }

  async delete(resource: Resource, name: string, { uid }: { readonly uid?: string | undefined } = {}) {
    this.#change('delete', resource, name, undefined, uid);
    return {};
  }

  #change(verb: Change['verb'], resource: Resource, name: string, body: unknown, uid?: string, subresource?: string) {
    const full = subresource === undefined ? nameOf(resource) : `${nameOf(resource)}/${subresource}`;
    this.changes.push({ verb, resource: full, name, body, uid });
    const answer = this.#answers.shift() ?? 'yes';
    if (answer !== 'yes') throw apiError(answer, answer === 409 ? 'Conflict' : 'Failure');
  }

  #of(resource: Resource, { namespace, labelSelector, fieldSelector }: ListOptions): readonly KubeObject[] {
    const name = nameOf(resource);
    return this.#things
      .filter((thing) => thing.resource === name)
      .map(({ object }) => object)
      .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
      .filter((object) => meets(object, fieldSelector, (path) => stringAt(object, ...path.split('.'))))
      .filter((object) => meets(object, labelSelector, (key) => stringMapAt(object, 'metadata', 'labels')[key]));
  }
}

/** `key=value` and `key`, separated by commas. */
function meets(object: unknown, selector: string | undefined, lookUp: (key: string) => string | undefined): boolean {
  if (!isObject(object) || !selector) return true;
  return selector.split(',').every((part) => {
    const [key = '', value] = part.split('=');
    return value === undefined ? lookUp(key) !== undefined : lookUp(key) === value;
  });
}
