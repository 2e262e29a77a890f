import type { Clock } from '../time/clock.ts';
import { asJsonObject, asKubeList, asKubeObject, readAnswer, readTextAnswer } from './answer.ts';
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
  TextOptions,
  WatchEvent,
  WatchOptions,
} from './client.ts';
import type { Call, Connection } from './connection/connection.ts';
import { Deadline } from './connection/deadline.ts';
import type { JsonObject } from './json.ts';
import { CONTENT_TYPES, type Patch } from './patch.ts';
import { nameOf, pathOf, type Resource } from './resource.ts';
import { watchEvents } from './watch-stream.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/** What a call is about; the rest of `Call` follows from it. */
interface Target {
  readonly verb: string;
  readonly doing: string;
  readonly method: Call['method'];
  readonly resource: Resource;
  readonly name?: string | undefined;
  readonly query?: Query;
  readonly body?: object | undefined;
  readonly contentType?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The contract of client.ts over a connection. */
export class HttpKubeClient implements KubeClient {
  readonly #connection: Connection;
  readonly #clock: Clock;

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  async get(resource: Resource, name: string, options: ObjectOptions = {}): Promise<KubeObject> {
    const call = callOf({ verb: 'get', doing: 'getting', method: 'GET', resource, name }, options);
    return asKubeObject(await this.#send(call, options), call.what);
  }

  async list(resource: Resource, options: ListOptions = {}): Promise<KubeList> {
    const { labelSelector, fieldSelector, limit, continueToken, resourceVersion } = options;
    const query = { labelSelector, fieldSelector, limit, continue: continueToken, resourceVersion };
    const call = callOf({ verb: 'list', doing: 'listing', method: 'GET', resource, query }, options);
    return asKubeList(await this.#send(call, options), call.what);
  }

  async create(resource: Resource, body: object, options: CreateOptions = {}): Promise<JsonObject> {
    const { name, dryRun, strict } = options;
    const query = { dryRun: dryRun ? 'All' : undefined, fieldValidation: strict ? 'Strict' : undefined };
    const call = callOf({ verb: 'create', doing: 'creating', method: 'POST', resource, name, body, query }, options);
    return asJsonObject(await this.#send(call, options), call.what);
  }

  async replace(resource: Resource, name: string, body: object, options: ObjectOptions = {}): Promise<KubeObject> {
    const call = callOf({ verb: 'update', doing: 'replacing', method: 'PUT', resource, name, body }, options);
    return asKubeObject(await this.#send(call, options), call.what);
  }

  async patch(resource: Resource, name: string, patch: Patch, options: PatchOptions = {}): Promise<KubeObject> {
    const apply = patch.kind === 'apply';
    const dryRun = options.dryRun ? 'All' : undefined;
    const call = callOf(
      {
        verb: apply ? 'apply' : 'patch',
        doing: apply ? 'applying' : 'patching',
        method: 'PATCH',
        resource,
        name,
        body: patch.body,
        contentType: CONTENT_TYPES[patch.kind],
        query: apply ? { fieldManager: patch.fieldManager, force: patch.force, dryRun } : { dryRun },
      },
      options,
    );
    return asKubeObject(await this.#send(call, options), call.what);
  }

  async delete(resource: Resource, name: string, options: DeleteOptions = {}): Promise<JsonObject> {
    const { uid, resourceVersion, gracePeriodSeconds, propagationPolicy } = options;
    const conditional = uid !== undefined || resourceVersion !== undefined;
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      ...(conditional ? { preconditions: { uid, resourceVersion } } : {}),
      gracePeriodSeconds,
      propagationPolicy,
    };
    const call = callOf({ verb: 'delete', doing: 'deleting', method: 'DELETE', resource, name, body }, options);
    return asJsonObject(await this.#send(call, options), call.what);
  }

  async *watch(resource: Resource, options: WatchOptions): AsyncGenerator<WatchEvent, void, undefined> {
    const { signal, labelSelector, fieldSelector, resourceVersion, timeoutSeconds } = options;
    const query = {
      watch: true,
      allowWatchBookmarks: true,
      timeoutSeconds,
      labelSelector,
      fieldSelector,
      resourceVersion,
      ...(options.sendInitialEvents ? { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' } : {}),
    };
    const target: Target = { verb: 'watch', doing: 'watching', method: 'GET', resource, query };
    const call: Call = { ...callOf(target, { namespace: options.namespace, retry: false }), stays: true };
    const exchange = await this.#open(call, signal);
    options.opened?.();

    const onAbort = () => exchange.abort(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      yield* watchEvents(exchange, call.what);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
      exchange.abort(new Error('the watch is not read any more'));
    }
  }

  async getText(resource: Resource, name: string, options: TextOptions = {}): Promise<string> {
    const call = callOf(
      { verb: 'get', doing: 'getting', method: 'GET', resource, name, query: options.query ?? {} },
      options,
    );
    const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    using deadline = new Deadline(this.#clock, timeoutMs, call.what, signal);
    const answer = await this.#connection.send(call, deadline);
    return await readTextAnswer(answer, call.what, deadline, this.#clock.now());
  }

  async getPath(path: string, options: CallOptions = {}): Promise<unknown> {
    const call: Call = {
      method: 'GET',
      path,
      what: `getting ${path}`,
      verb: 'get',
      resource: 'nonresource',
      retry: options.retry ?? true,
    };
    return this.#send(call, options);
  }

  async #send(call: Call, { signal, timeoutMs = DEFAULT_TIMEOUT_MS }: CallOptions): Promise<unknown> {
    using deadline = new Deadline(this.#clock, timeoutMs, call.what, signal);
    const answer = await this.#connection.send(call, deadline);
    return await readAnswer(answer, call.what, deadline, this.#clock.now());
  }

  /** The deadline is for the beginning of the answer only; a watch lasts as long as its consumer wants. */
  async #open(call: Call, signal: AbortSignal) {
    using deadline = new Deadline(this.#clock, DEFAULT_TIMEOUT_MS, call.what, signal);
    const answer = await this.#connection.send(call, deadline);
    if (answer.head.status !== 200) {
      await readAnswer(answer, call.what, deadline, this.#clock.now());
      answer.exchange.abort(new Error('not a watch'));
    }
    return answer.exchange;
  }
}

function callOf(target: Target, options: ObjectOptions): Call {
  const { verb, method, resource, name, body } = target;
  const { namespace, subresource } = options;
  const query = queryText(target.query ?? {});
  const full = subresource === undefined ? nameOf(resource) : `${nameOf(resource)}/${subresource}`;
  const object = [namespace, name].filter((part) => part !== undefined).join('/');
  return {
    method,
    path: pathOf(resource, { namespace, name, subresource }) + query,
    what: object === '' ? `${target.doing} ${full}` : `${target.doing} ${full} ${object}`,
    verb,
    resource: full,
    retry: options.retry ?? subresource !== 'eviction',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), contentType: target.contentType ?? 'application/json' }),
  };
}

function queryText(query: Query): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, String(value));
  return params.size === 0 ? '' : `?${params}`;
}
