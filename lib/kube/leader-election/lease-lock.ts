import type { Logger } from '../../telemetry/log.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import type { KubeClient, KubeObject } from '../client.ts';
import { ApiError, isAlreadyExists, isConflict, isForbidden, isNotFound } from '../errors.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { microTime } from '../micro-time.ts';
import { LEASES, nameOf } from '../resource.ts';
import { type Claim, newLease, parseLease, releasedLease, renewedLease, takenLease } from './lease.ts';

export interface LeaseLockOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly name: string;
  readonly identity: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly leaseDurationMs: number;
  /** For each request: one that hangs must not use up the whole renew deadline. */
  readonly timeoutMs: number;
}

/** A Lease that we wrote, and when its request was sent by the monotonic clock. */
export interface Held {
  readonly lease: KubeObject;
  readonly startedAt: number;
}

interface Write {
  readonly renewTime: string;
  readonly startedAt: number;
}

/** Requests whose outcome is not known can still be in flight; more than these few cannot matter any more. */
const REMEMBERED_WRITES = 32;

/** The Lease on the API server: reads, and writes that succeed only if nobody else wrote in between. */
export class LeaseLock {
  readonly #options: LeaseLockOptions;
  /** What this process sent, newest last. */
  #written: readonly Write[] = [];
  /** Failures already logged: a server that is down is said once and not every two seconds. */
  readonly #reported = new Set<string>();

  constructor(options: LeaseLockOptions) {
    this.#options = options;
  }

  /** The Lease; undefined when there is none. */
  async read(signal: AbortSignal): Promise<KubeObject | undefined> {
    const { client, namespace, name, timeoutMs } = this.#options;
    try {
      return await this.#reporting('get', () => client.get(LEASES, name, { namespace, timeoutMs, signal }));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async create(): Promise<Held> {
    const { client, namespace, name, timeoutMs } = this.#options;
    const { claim, startedAt } = this.#claim();
    const lease = await this.#reporting('create', () =>
      client.create(LEASES, newLease(namespace, name, claim), { namespace, timeoutMs }),
    );
    if (!isStored(lease)) throw new Error('the answer to the creation of the Lease is not a Lease');
    // Remembered only now. A replacement that arrives late succeeds only if nobody held the Lease since we read it; a
    // creation that arrives late succeeds also after somebody else's Lease came, was in use and was deleted.
    this.#remember(claim, startedAt);
    return { lease, startedAt };
  }

  take(lease: KubeObject): Promise<Held> {
    return this.#replace((claim) => takenLease(lease, claim));
  }

  renew(lease: KubeObject, signal: AbortSignal): Promise<Held> {
    return this.#replace((claim) => renewedLease(lease, claim), signal);
  }

  async release(lease: KubeObject): Promise<KubeObject> {
    const { lease: released } = await this.#replace((claim) => releasedLease(lease, claim.renewTime));
    return released;
  }

  /**
   * When the request was sent that wrote the Lease as it is; undefined when this process did not write it. The identity
   * alone does not say so: a restarted process may bear the name of one that still runs. The renewTime does, since its
   * microseconds are drawn at random.
   */
  writtenAt(lease: KubeObject): number | undefined {
    const { holder, renewTime } = parseLease(lease);
    if (holder !== this.#options.identity) return undefined;
    return this.#written.find((write) => write.renewTime === renewTime)?.startedAt;
  }

  async #replace(body: (claim: Claim) => object, signal?: AbortSignal): Promise<Held> {
    const { client, namespace, name, timeoutMs } = this.#options;
    const { claim, startedAt } = this.#claim();
    this.#remember(claim, startedAt);
    // The body has the resourceVersion and uid that were read: the server refuses it if anything changed since.
    const lease = await this.#reporting('update', () =>
      client.replace(LEASES, name, body(claim), { namespace, timeoutMs, signal }),
    );
    return { lease, startedAt };
  }

  #claim(): { readonly claim: Claim; readonly startedAt: number } {
    const { clock, random, identity, leaseDurationMs } = this.#options;
    const renewTime = microTime(clock.now(), random() * 1_000);
    const startedAt = clock.monotonic();
    return { claim: { identity, durationMs: leaseDurationMs, renewTime }, startedAt };
  }

  #remember({ renewTime }: Claim, startedAt: number): void {
    this.#written = [...this.#written, { renewTime, startedAt }].slice(-REMEMBERED_WRITES);
  }

  async #reporting<T>(verb: string, call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      this.#reported.clear();
      return answer;
    } catch (error) {
      this.#report(verb, error);
      throw error;
    }
  }

  #report(verb: string, error: unknown): void {
    if (isConflict(error) || isAlreadyExists(error) || (isNotFound(error) && verb !== 'create')) return;
    const failure = `${verb} ${error instanceof ApiError ? error.code : error instanceof Error ? error.name : ''}`;
    if (this.#reported.has(failure)) return;
    this.#reported.add(failure);
    const { namespace, name, log } = this.#options;
    const fields = { lease: `${namespace}/${name}`, err: error };
    if (isForbidden(error)) {
      const missing = `${verb} ${nameOf(LEASES)} in namespace ${namespace}`;
      log.error({ ...fields, missing }, 'RBAC does not allow what the leader election needs; trying on');
    } else log.warn({ ...fields, verb }, 'the Lease of the leader election cannot be read or written; trying on');
  }
}

function isStored(object: JsonObject): object is KubeObject {
  return ['name', 'uid', 'resourceVersion'].every((field) => stringAt(object, 'metadata', field) !== undefined);
}
