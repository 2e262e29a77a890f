import type { KubeObject } from '../../lib/kube/client.ts';
import { ApiError } from '../../lib/kube/errors.ts';
import { at, isObject, type JsonObject, stringAt, stringsAt } from '../../lib/kube/json.ts';
import { nameOf, pathOf, type Resource } from '../../lib/kube/resource.ts';
import type { Clock } from '../../lib/time/clock.ts';

/** The objects of a small API server in memory: uid, resourceVersion, compare-and-set and finalizers. */
export class FakeKubeServer {
  readonly clock: Clock;
  readonly #objects = new Map<string, KubeObject>();
  #version = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get version(): string {
    return String(this.#version);
  }

  /** What it tells as the time, in RFC 3339 without fractions. */
  get time(): string {
    return new Date(this.clock.now()).toISOString().replace(/\.\d+/, '');
  }

  get(resource: Resource, name: string, namespace: string | undefined): KubeObject | undefined {
    return this.#objects.get(pathOf(resource, { namespace, name }));
  }

  /** Throws 404 where there is none. */
  find(resource: Resource, name: string, namespace: string | undefined): KubeObject {
    const found = this.get(resource, name, namespace);
    if (found === undefined) throw apiError(404, 'NotFound', `${nameOf(resource)} "${name}" not found`);
    return found;
  }

  list(resource: Resource, namespace: string | undefined): readonly KubeObject[] {
    const prefix = `${pathOf(resource, { namespace })}/`;
    return [...this.#objects].filter(([path]) => path.startsWith(prefix)).map(([, object]) => object);
  }

  store(resource: Resource, object: JsonObject): KubeObject {
    const metadata = isObject(object.metadata) ? object.metadata : {};
    const name = stringAt(metadata, 'name') ?? '';
    const namespace = stringAt(metadata, 'namespace');
    this.#version += 1;
    const stored = json({
      ...object,
      metadata: {
        ...metadata,
        uid: stringAt(metadata, 'uid') ?? `uid-${this.#version}`,
        resourceVersion: this.version,
      },
    });
    const path = pathOf(resource, { namespace, name });
    const held = stringsAt(stored, 'metadata', 'finalizers').length > 0;
    if (at(stored, 'metadata', 'deletionTimestamp') !== undefined && !held) this.#objects.delete(path);
    else this.#objects.set(path, stored);
    return stored;
  }

  /** Whatever its finalizers. */
  remove(resource: Resource, name: string, namespace: string | undefined): void {
    this.#objects.delete(pathOf(resource, { namespace, name }));
  }
}

/** Throws where the object is not the one, or not in the version, that is wanted. */
export function checkPreconditions(object: KubeObject, wanted: unknown, uidCode: number): void {
  const uid = stringAt(wanted, 'metadata', 'uid');
  const version = stringAt(wanted, 'metadata', 'resourceVersion');
  if (uid !== undefined && uid !== object.metadata.uid)
    throw apiError(uidCode, uidCode === 409 ? 'Conflict' : 'Invalid', 'another object has this name now');
  if (version !== undefined && version !== object.metadata.resourceVersion)
    throw apiError(409, 'Conflict', 'the object has been modified');
}

export function apiError(code: number, reason: string, message = reason, retryAfterSeconds?: number): ApiError {
  return new ApiError('fake', code, { kind: 'Status', status: 'Failure', code, reason, message }, retryAfterSeconds);
}

/** A copy as the wire makes it: without undefined, shared with nobody. */
export function json(value: object): KubeObject {
  return JSON.parse(JSON.stringify(value));
}
