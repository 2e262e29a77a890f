import { readFile } from 'node:fs/promises';
import { excerpt } from '../../http-client/excerpt.ts';
import { exchange, type HttpRequest } from '../../http-client/exchange.ts';
import { within } from '../../http-client/within.ts';
import { at, listAt, stringAt } from '../../kube/json.ts';
import type { Clock } from '../../time/clock.ts';
import type { PortworxOptions } from './options.ts';
import { type PxJob, type PxNode, type PxVolume, parsePxJob, parsePxNode, parsePxVolume } from './px-records.ts';

const MIB = 2 ** 20;
/** A node is a few kilobytes, and a cluster has a thousand at most. */
const MOST_BYTES = 8 * MIB;
/** A volume is two or three kilobytes: room for ten thousand. */
const MOST_BYTES_OF_VOLUMES = 32 * MIB;

/** Portworx answered, and said no. */
export class PortworxError extends Error {
  /** Of HTTP; 200 when the error is in the body. */
  readonly status: number;
  /** What Portworx said. */
  readonly said: string;

  constructor(what: string, status: number, said: string) {
    super(`${what}: HTTP ${status}${said === '' ? '' : `: ${said}`}`);
    this.name = 'PortworxError';
    this.status = status;
    this.said = said;
  }
}

export interface PxAddresses {
  /** The gateway of the OpenStorage SDK. */
  readonly gateway: string;
  /** The older management API; asked for when it is needed. */
  readonly management: (signal: AbortSignal) => Promise<string>;
}

interface Call {
  readonly method: HttpRequest['method'];
  readonly base: string;
  readonly path: string;
  /** `for its nodes`: goes on after `asking Portworx at http://...`. */
  readonly what: string;
  readonly body?: object;
  readonly maxBytes?: number;
}

/**
 * What is needed of Portworx's REST API. Every method rejects with PortworxError when Portworx refuses, also in the body of
 * an answer with status 200, and with an Error that names the address when there is no answer, or no sensible one.
 */
export class PxClient {
  readonly #addresses: PxAddresses;
  readonly #options: PortworxOptions;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;

  constructor(addresses: PxAddresses, options: PortworxOptions, clock: Clock, signal: AbortSignal) {
    this.#addresses = addresses;
    this.#options = options;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Every node of the cluster. */
  async nodes(): Promise<readonly PxNode[]> {
    const answer = await this.#sdk('GET', '/v1/nodes/filters', 'for its nodes');
    const nodes = listAt(answer, 'nodes').map(parsePxNode);
    // Somebody of Portworx has answered, so there is one at least; whatever this is, nothing may be concluded from it.
    if (nodes.length === 0)
      throw new Error(`asking Portworx at ${this.#addresses.gateway} for its nodes: it names none`);
    if (nodes.some(({ id }) => id === '')) {
      throw new Error(`asking Portworx at ${this.#addresses.gateway} for its nodes: one of them has no id`);
    }
    return nodes;
  }

  /** Every volume and snapshot of the cluster: none of the filters knows nodes. */
  async volumes(): Promise<readonly PxVolume[]> {
    const more = { body: {}, maxBytes: MOST_BYTES_OF_VOLUMES };
    const answer = await this.#sdk('POST', '/v1/volumes/inspectwithfilters', 'for its volumes', more);
    const volumes = at(answer, 'volumes');
    // Left out when there are none.
    if (volumes !== undefined && !Array.isArray(volumes)) {
      throw new Error(`asking Portworx at ${this.#addresses.gateway} for its volumes: it gives no list of them`);
    }
    const found = listAt(answer, 'volumes').map(parsePxVolume);
    // Where the copies of such a one are is not known either, so it would look as if there were none.
    if (found.some(({ id }) => id === '')) {
      throw new Error(`asking Portworx at ${this.#addresses.gateway} for its volumes: one of them has no id`);
    }
    return found;
  }

  /** From now on no volume is attached there; what is attached stays. */
  async cordonAttachments(id: string): Promise<void> {
    const what = `to attach no more volumes on ${id}`;
    await this.#sdk('PUT', `/v1/nodes/attachments/disable/${encodeURIComponent(id)}`, what, { body: {} });
  }

  /** Starts the job that moves the attachments away. */
  async drainAttachments(id: string, issuer: string): Promise<PxJob> {
    const path = `/v1/nodes/attachments/drain/${encodeURIComponent(id)}`;
    const answer = await this.#sdk('PUT', path, `to drain the attachments of ${id}`, { body: { issuer } });
    const job = parsePxJob(at(answer, 'job'));
    if (job.id === '') throw new Error(`asking Portworx to drain the attachments of ${id}: its answer names no job`);
    return job;
  }

  /** Undefined when Portworx does not know it any more. */
  async job(id: string): Promise<PxJob | undefined> {
    try {
      const answer = await this.#sdk('GET', `/v1/jobs/${encodeURIComponent(id)}`, `for the job ${id}`);
      return parsePxJob(at(answer, 'job'));
    } catch (error) {
      if (error instanceof PortworxError && error.status === 404) return undefined;
      throw error;
    }
  }

  async drainJobs(): Promise<readonly PxJob[]> {
    const answer = await this.#sdk('GET', '/v1/jobs?type=DRAIN_ATTACHMENTS', 'for its jobs');
    return listAt(answer, 'jobs').map(parsePxJob);
  }

  /** Removes a node from the cluster, never by force. There is no such call in the SDK. */
  async removeNode(id: string): Promise<void> {
    const base = await this.#addresses.management(this.#signal);
    const query = new URLSearchParams({ id, forceRemove: 'false' }).toString();
    await this.#call({ method: 'DELETE', base, path: `/v1/cluster/?${query}`, what: `to remove the node ${id}` });
  }

  #sdk(
    method: Call['method'],
    path: string,
    what: string,
    more: Pick<Call, 'body' | 'maxBytes'> = {},
  ): Promise<unknown> {
    return this.#call({ method, base: this.#addresses.gateway, path, what, ...more });
  }

  async #call({ method, base, path, what: asked, body, maxBytes = MOST_BYTES }: Call): Promise<unknown> {
    const url = new URL(path, base);
    const what = `asking Portworx at ${url.origin} ${asked}`;
    const { tokenFile, caFile, timeoutMs } = this.#options;
    const token = tokenFile === '' ? undefined : (await readFile(tokenFile, 'utf8')).trim();
    const ca = caFile === '' ? undefined : await readFile(caFile, 'utf8');
    const headers = {
      accept: 'application/json',
      'user-agent': 'node-cleanup-webhook',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await within(this.#clock, timeoutMs, this.#signal, what, (signal) =>
      exchange({ method, url, headers, body: text, ca, maxBytes, signal }),
    );
    if (answer.isCut) throw new Error(`${what}: the answer is longer than ${maxBytes / MIB} MiB`);
    const found = parse(answer.text);
    const said = excerpt(stringAt(found, 'error') || stringAt(found, 'message') || '');
    if (answer.status < 200 || answer.status >= 300) {
      throw new PortworxError(what, answer.status, found === undefined ? excerpt(answer.text) : said);
    }
    if (found === undefined) {
      throw new Error(`${what}: the answer is no JSON object: ${excerpt(answer.text.slice(0, 1_000))}`);
    }
    if (stringAt(found, 'error')) throw new PortworxError(what, answer.status, said);
    return found;
  }
}

/** An object; undefined for whatever else. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
