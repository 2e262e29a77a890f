import type {
  CallOptions,
  CreateOptions,
  DeleteOptions,
  KubeClient,
  KubeList,
  KubeObject,
  ListOptions,
  ObjectOptions,
  PatchOptions,
  WatchEvent,
} from '../../lib/kube/client.ts';
import { ConnectionError } from '../../lib/kube/errors.ts';
import { isObject, type JsonObject, stringAt } from '../../lib/kube/json.ts';
import type { Patch } from '../../lib/kube/patch.ts';
import { nameOf, type Resource } from '../../lib/kube/resource.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { FakeClock } from './fake-clock.ts';
import { applyPatch } from './fake-kube-client-patch.ts';
import { apiError, checkPreconditions, FakeKubeServer, json } from './fake-kube-server.ts';

export { apiError };

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
  readonly #server: FakeKubeServer;
  readonly #behaviours = new Set<(call: Call) => Behaviour | undefined>();

  constructor(clock: Clock = new FakeClock(), server = new FakeKubeServer(clock)) {
    this.#server = server;
  }

  /** Another client of the same server, with behaviours and calls of its own. */
  sibling(): FakeKubeClient {
    return new FakeKubeClient(this.#server.clock, this.#server);
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
    return this.#server.store(resource, json(body));
  }

  /** The object as it is now, without a call. */
  peek(resource: Resource, name: string, namespace?: string): KubeObject | undefined {
    return this.#server.get(resource, name, namespace);
  }

  /** Removes the object whatever its finalizers, without a call. */
  remove(resource: Resource, name: string, namespace?: string): void {
    this.#server.remove(resource, name, namespace);
  }

  get(resource: Resource, name: string, options: ObjectOptions = {}): Promise<KubeObject> {
    return this.#call({ verb: 'get', resource, name, body: undefined }, options, () =>
      this.#server.find(resource, name, options.namespace),
    );
  }

  list(resource: Resource, options: ListOptions = {}): Promise<KubeList> {
    if (options.labelSelector !== undefined || options.fieldSelector !== undefined)
      throw new Error('FakeKubeClient knows no selectors');
    return this.#call({ verb: 'list', resource, name: '', body: undefined }, options, () => ({
      resourceVersion: this.#server.version,
      continueToken: undefined,
      items: this.#server.list(resource, options.namespace),
    }));
  }

  create(resource: Resource, body: object, options: CreateOptions = {}): Promise<JsonObject> {
    const object = json(body);
    const name = options.name ?? stringAt(object, 'metadata', 'name') ?? '';
    return this.#call({ verb: 'create', resource, name, body: object }, options, () => {
      // Neither an eviction nor a review of rights is an object that stays.
      if (options.subresource !== undefined || resource.group === 'authorization.k8s.io') return object;
      // It tells the time of the server, as the real one does.
      if (resource.group === 'authentication.k8s.io') return { metadata: { creationTimestamp: this.#server.time } };
      const { namespace } = options;
      if (this.#server.get(resource, name, namespace) !== undefined)
        throw apiError(409, 'AlreadyExists', `${nameOf(resource)} "${name}" already exists`);
      if (options.dryRun) return object;
      const metadata = isObject(object.metadata) ? object.metadata : {};
      return this.#server.store(resource, {
        ...object,
        metadata: {
          ...metadata,
          name,
          ...(namespace === undefined ? {} : { namespace }),
          uid: undefined,
          creationTimestamp: this.#server.time,
        },
      });
    });
  }

  replace(resource: Resource, name: string, body: object, options: ObjectOptions = {}): Promise<KubeObject> {
    const object = json(body);
    return this.#call({ verb: 'replace', resource, name, body: object }, options, () => {
      checkPreconditions(this.#server.find(resource, name, options.namespace), object, 409);
      return this.#server.store(resource, object);
    });
  }

  patch(resource: Resource, name: string, patch: Patch, options: PatchOptions = {}): Promise<KubeObject> {
    const body: unknown = JSON.parse(JSON.stringify(patch.body));
    return this.#call({ verb: 'patch', resource, name, body }, options, () => {
      const before = this.#server.find(resource, name, options.namespace);
      if (patch.kind !== 'json') checkPreconditions(before, body, 422);
      const after = applyPatch(patch, before);
      if (after === undefined) throw apiError(422, 'Invalid', 'the patch does not apply');
      return options.dryRun ? json(after) : this.#server.store(resource, json(after));
    });
  }

  delete(resource: Resource, name: string, options: DeleteOptions = {}): Promise<JsonObject> {
    return this.#call({ verb: 'delete', resource, name, body: undefined }, options, () => {
      const object = this.#server.find(resource, name, options.namespace);
      checkPreconditions(object, { metadata: { uid: options.uid, resourceVersion: options.resourceVersion } }, 409);
      const deletionTimestamp = object.metadata.deletionTimestamp ?? this.#server.time;
      return this.#server.store(resource, { ...object, metadata: { ...object.metadata, deletionTimestamp } });
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
    if (behaviour.beforeMs !== undefined) await this.#server.clock.sleep(behaviour.beforeMs);
    if (behaviour.error !== undefined) throw behaviour.error;
    const answer = serve();
    if (behaviour.afterMs !== undefined) await this.#server.clock.sleep(behaviour.afterMs);
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
      const timer = this.#server.clock.after(timeoutMs, () => {
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
}

export const noAnswer = (): ConnectionError => new ConnectionError('fake', 'ECONNREFUSED', 'connection refused');
