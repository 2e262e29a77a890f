import type { JsonObject } from './json.ts';
import type { Patch } from './patch.ts';
import type { Resource } from './resource.ts';

/** An object as the API server sends it: JSON, timestamps as RFC 3339 text. Read it with the functions of json.ts. */
export interface KubeObject extends JsonObject {
  readonly metadata: ObjectMeta;
}

export interface ObjectMeta extends JsonObject {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

export interface KubeList {
  readonly resourceVersion: string;
  /** Present when there are more pages. */
  readonly continueToken: string | undefined;
  readonly items: readonly KubeObject[];
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** The deadline of this call in milliseconds, repetitions included; 30 s unless told. */
  readonly timeoutMs?: number | undefined;
  /**
   * Whether 429 and 503 with a Retry-After that fits into the deadline are waited for and tried again. True unless
   * told, but never for an eviction: there 429 is the answer of a PodDisruptionBudget.
   */
  readonly retry?: boolean | undefined;
}

export interface ObjectOptions extends CallOptions {
  /** Required for namespaced resources. */
  readonly namespace?: string | undefined;
  readonly subresource?: string | undefined;
}

export interface ListOptions extends CallOptions {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly limit?: number | undefined;
  readonly continueToken?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

export interface CreateOptions extends ObjectOptions {
  /** Of the object that `subresource` belongs to. */
  readonly name?: string;
  /** The server checks everything and stores nothing. */
  readonly dryRun?: boolean | undefined;
  /** Fields that the server does not know are refused (400), in place of being dropped in silence. */
  readonly strict?: boolean | undefined;
}

export interface PatchOptions extends ObjectOptions {
  /** The server checks everything, policies and webhooks included, and stores nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface TextOptions extends ObjectOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
}

export interface DeleteOptions extends ObjectOptions {
  /** The delete is refused with 409 unless the object has this uid. */
  readonly uid?: string | undefined;
  /** The delete is refused with 409 when the object has changed since. */
  readonly resourceVersion?: string | undefined;
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground' | undefined;
}

/** One line of a watch stream. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: JsonObject;
}

export interface WatchOptions {
  readonly signal: AbortSignal;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly resourceVersion?: string | undefined;
  /** The server ends the watch after this many seconds. */
  readonly timeoutSeconds: number;
  /** Ask for the present objects first, then a bookmark that says so (KEP-3157). */
  readonly sendInitialEvents?: boolean | undefined;
  /** Called when the server has taken the watch; events may be long in coming. */
  readonly opened?: (() => void) | undefined;
}

/**
 * The API server. Every method rejects with ApiError (errors.ts) when it answers with an error, and with
 * ConnectionError when it does not answer; with the signal's reason when the signal is aborted.
 */
export interface KubeClient {
  get(resource: Resource, name: string, options?: ObjectOptions): Promise<KubeObject>;
  list(resource: Resource, options?: ListOptions): Promise<KubeList>;
  /** With `name` and `subresource` it posts to a subresource, such as a pod's eviction. */
  create(resource: Resource, body: object, options?: CreateOptions): Promise<JsonObject>;
  replace(resource: Resource, name: string, body: object, options?: ObjectOptions): Promise<KubeObject>;
  patch(resource: Resource, name: string, patch: Patch, options?: PatchOptions): Promise<KubeObject>;
  delete(resource: Resource, name: string, options?: DeleteOptions): Promise<JsonObject>;
  /** The raw events of one watch request; ends when the server ends it. The consumer's pace is the producer's. */
  watch(resource: Resource, options: WatchOptions): AsyncIterable<WatchEvent>;
  /** A subresource that is text and not JSON, such as a pod's log. The server must be asked to keep it short. */
  getText(resource: Resource, name: string, options?: TextOptions): Promise<string>;
  /** A path outside the resources, such as /version. */
  getPath(path: string, options?: CallOptions): Promise<unknown>;
}
