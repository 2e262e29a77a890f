import type {
  CallOptions,
  CreateOptions,
  DeleteOptions,
  KubeClient,
  KubeList,
  KubeObject,
  ListOptions,
  ObjectOptions,
  WatchEvent,
} from '../../lib/kube/client.ts';
import { ApiError, ConnectionError } from '../../lib/kube/errors.ts';
import { at, isObject, type JsonObject, stringAt, stringsAt } from '../../lib/kube/json.ts';
import type { Patch } from '../../lib/kube/patch.ts';
import { nameOf, pathOf, type Resource } from '../../lib/kube/resource.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { FakeClock } from './fake-clock.ts';
import { applyPatch } from './fake-kube-client-patch.ts';

export interface Call {
  readonly verb: 'get' | 'list' | 'create' | 'replace' | 'patch' | 'delete';
  readonly resource: Resource;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly subresource: string | undefined;
  readonly body: unknown;
}

/** What goes wrong or slowly with a call. All is optional. */
export interface Behaviour {
  /** On its way to the server. */
  readonly beforeMs?: number;
  /** Answered instead of doing anything. */
  readonly error?: unknown;
  /** On its way back. */
  readonly afterMs?: number;
  /** Answered although it was done. */
  readonly lost?: unknown;
}

interface Server {
  readonly objects: Map<string, KubeObject>;
  version: number;
}

/**
 * A small API server in memory, for what a real one cannot be made to do on demand: answers that are slow, late or lost
 * at a chosen moment. It knows uid, resourceVersion, compare-and-set, finalizers and patches, not defaults, validation,
 * selectors or watches.
 */
export class FakeKubeClient implements KubeClient {
  /** Every call that was made, in order. */
  readonly calls: Call[] = [];
  /** What `getText` gives, by the object's name. */
  readonly texts = new Map<string, string>();
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #behaviours = new Set<(call: Call) => Behaviour | undefined>();

  constructor(clock: Clock = new FakeClock(), server: Server = { objects: new Map(), version: 0 }) {
    this.#clock = clock;
    this.#server = server;
  }

  /** Another client of the same server, with behaviours and calls of its own. */
  sibling(): FakeKubeClient {
    return new FakeKubeClient(this.#clock, this.#server);
  }

  /** The first function that answers decides how a call behaves, until it is disposed of. */
  behave(behaviour: (call: Call) => Behaviour | undefined): Disposable {
    this.#behaviours.add(behaviour);
    return { [Symbol.dispose]: () => this.#behaviours.delete(behaviour) };
  }

  /** Matching calls reject with the error without doing anything: all of them, or the next `times`. */
  fail(matches: (call: Call) => boolean, error: unknown, times = Number.POSITIVE_INFINITY): Disposable {
    let left = times;
    return this.behave((call) => {
      if (left <= 0 || !matches(call)) return undefined;
      left -= 1;
      return { error };
    });
  }

  /** Puts an object there without a call. */
  put(resource: Resource, body: object): KubeObject {
    return this.#store(resource, json(body));
  }

  /** The object as it is now, without a call. */
  peek(resource: Resource, name: string, namespace?: string): KubeObject | undefined {
    return this.#server.objects.get(pathOf(resource, { namespace, name }));
  }

  /** Removes the object whatever its finalizers, without a call. */
  remove(resource: Resource, name: string, namespace?: string): void {
    this.#server.objects.delete(pathOf(resource, { namespace, name }));
  }

  get(resource: Resource, name: string, options: ObjectOptions = {}): Promise<KubeObject> {
    return this.#call({ verb: 'get', resource, name, body: undefined }, options, () =>
      this.#find(resource, name, options),
    );
  }

  list(resource: Resource, options: ListOptions = {}): Promise<KubeList> {
    if (options.labelSelector !== undefined || options.fieldSelector !== undefined)
      throw new Error('FakeKubeClient knows no selectors');
    const prefix = `${pathOf(resource, options)}/`;
    return this.#call({ verb: 'list', resource, name: '', body: undefined }, options, () => ({
      resourceVersion: String(this.#server.version),
      continueToken: undefined,
      items: [...this.#server.objects].filter(([path]) => path.startsWith(prefix)).map(([, object]) => object),
    }));
  }

  create(resource: Resource, body: object, options: CreateOptions = {}): Promise<JsonObject> {
    const object = json(body);
    const name = options.name ?? stringAt(object, 'metadata', 'name') ?? '';
    return this.#call({ verb: 'create', resource, name, body: object }, options, () => {
      // Neither an eviction nor a review of rights is an object that stays.
      if (options.subresource !== undefined || resource.group === 'authorization.k8s.io') return object;
      // It tells the time of the server, as the real one does.
      if (resource.group === 'authentication.k8s.io') return { metadata: { creationTimestamp: this.#time() } };
      const { namespace } = options;
      if (this.#server.objects.has(pathOf(resource, { namespace, name })))
        throw apiError(409, 'AlreadyExists', `${nameOf(resource)} "${name}" already exists`);
      if (options.dryRun) return object;
      const metadata = isObject(object.metadata) ? object.metadata : {};
      return this.#store(resource, {
        ...object,
        metadata: {
          ...metadata,
          name,
          ...(namespace === undefined ? {} : { namespace }),
          uid: undefined,
          creationTimestamp: this.#time(),
        },
      });
    });
  }

  replace(resource: Resource, name: string, body: object, options: ObjectOptions = {}): Promise<KubeObject> {
    const object = json(body);
    return this.#call({ verb: 'replace', resource, name, body: object }, options, () => {
      this.#checkPreconditions(this.#find(resource, name, options), object, 409);
      return this.#store(resource, object);
    });
  }

  patch(resource: Resource, name: string, patch: Patch, options: ObjectOptions = {}): Promise<KubeObject> {
    const body: unknown = JSON.parse(JSON.stringify(patch.body));
    return this.#call({ verb: 'patch', resource, name, body }, options, () => {
      const before = this.#find(resource, name, options);
      if (patch.kind !== 'json') this.#checkPreconditions(before, body, 422);
      const after = applyPatch(patch, before);
      if (after === undefined) throw apiError(422, 'Invalid', 'the patch does not apply');
      return this.#store(resource, json(after));
    });
  }

  delete(resource: Resource, name: string, options: DeleteOptions = {}): Promise<JsonObject> {
    return this.#call({ verb: 'delete', resource, name, body: undefined }, options, () => {
      const object = this.#find(resource, name, options);
      this.#checkPreconditions(
        object,
        { metadata: { uid: options.uid, resourceVersion: options.resourceVersion } },
        409,
      );
      const deletionTimestamp = object.metadata.deletionTimestamp ?? this.#time();
      return this.#store(resource, { ...object, metadata: { ...object.metadata, deletionTimestamp } });
    });
  }

  // biome-ignore lint/correctness/useYield: it only says that it cannot.
  async *watch(): AsyncIterable<WatchEvent> {
    throw new Error('FakeKubeClient cannot watch');
  }

  getText(resource: Resource, name: string, options: ObjectOptions = {}): Promise<string> {
    return this.#call({ verb: 'get', resource, name, body: undefined }, options, () => this.texts.get(name) ?? '');
  }

  getPath(): Promise<unknown> {
    return Promise.reject(new Error('FakeKubeClient has only resources'));
  }

  async #call<T>(
    what: Pick<Call, 'verb' | 'resource' | 'name' | 'body'>,
    options: ObjectOptions & CallOptions,
    serve: () => T,
  ): Promise<T> {
    options.signal?.throwIfAborted();
    const call = { ...what, namespace: options.namespace, subresource: options.subresource };
    this.calls.push(call);
    let behaviour: Behaviour = {};
    for (const candidate of this.#behaviours) {
      const found = candidate(call);
      if (found === undefined) continue;
      behaviour = found;
      break;
    }
    return this.#untilGivenUp(this.#transfer(behaviour, serve), options);
  }

  async #transfer<T>(behaviour: Behaviour, serve: () => T): Promise<T> {
    if (behaviour.beforeMs !== undefined) await this.#clock.sleep(behaviour.beforeMs);
    if (behaviour.error !== undefined) throw behaviour.error;
    const answer = serve();
    if (behaviour.afterMs !== undefined) await this.#clock.sleep(behaviour.afterMs);
    if (behaviour.lost !== undefined) throw behaviour.lost;
    return answer;
  }

  /** Who gives up does not stop the request: it may still be served, as on a real network. */
  #untilGivenUp<T>(answer: Promise<T>, options: CallOptions): Promise<T> {
    return new Promise((resolve, reject) => {
      const { signal, timeoutMs = 30_000 } = options;
      const onAbort = () => {
        timer[Symbol.dispose]();
        reject(signal?.reason);
      };
      const timer = this.#clock.after(timeoutMs, () => {
        signal?.removeEventListener('abort', onAbort);
        reject(new ConnectionError('fake', 'TIMEOUT', 'no answer in time'));
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      const onAnswer = () => {
        timer[Symbol.dispose]();
        signal?.removeEventListener('abort', onAbort);
      };
      answer.finally(onAnswer).then(resolve, reject);
    });
  }

  #find(resource: Resource, name: string, { namespace }: ObjectOptions): KubeObject {
    const found = this.#server.objects.get(pathOf(resource, { namespace, name }));
    if (found === undefined) throw apiError(404, 'NotFound', `${nameOf(resource)} "${name}" not found`);
    return found;
  }

  #checkPreconditions(object: KubeObject, wanted: unknown, uidCode: number): void {
    const uid = stringAt(wanted, 'metadata', 'uid');
    const version = stringAt(wanted, 'metadata', 'resourceVersion');
    if (uid !== undefined && uid !== object.metadata.uid)
      throw apiError(uidCode, uidCode === 409 ? 'Conflict' : 'Invalid', 'another object has this name now');
    if (version !== undefined && version !== object.metadata.resourceVersion)
      throw apiError(409, 'Conflict', 'the object has been modified');
  }

  #store(resource: Resource, object: JsonObject): KubeObject {
    const metadata = isObject(object.metadata) ? object.metadata : {};
    const name = stringAt(metadata, 'name') ?? '';
    const namespace = stringAt(metadata, 'namespace');
    this.#server.version += 1;
    const stored = json({
      ...object,
      metadata: {
        ...metadata,
        uid: stringAt(metadata, 'uid') ?? `uid-${this.#server.version}`,
        resourceVersion: String(this.#server.version),
      },
    });
    const path = pathOf(resource, { namespace, name });
    const held = stringsAt(stored, 'metadata', 'finalizers').length > 0;
    if (at(stored, 'metadata', 'deletionTimestamp') !== undefined && !held) this.#server.objects.delete(path);
    else this.#server.objects.set(path, stored);
    return stored;
  }

  #time(): string {
    return new Date(this.#clock.now()).toISOString().replace(/\.\d+/, '');
  }
}

export function apiError(code: number, reason: string, message = reason, retryAfterSeconds?: number): ApiError {
  return new ApiError('fake', code, { kind: 'Status', status: 'Failure', code, reason, message }, retryAfterSeconds);
}

export const noAnswer = (): ConnectionError => new ConnectionError('fake', 'ECONNREFUSED', 'connection refused');

/** A copy as the wire makes it: without undefined, shared with nobody. */
function json(value: object): KubeObject {
  return JSON.parse(JSON.stringify(value));
}
