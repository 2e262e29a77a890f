import type { Clock } from '../time/clock.ts';
import type { KubeClient } from './client.ts';
import { isNotFound } from './errors.ts';
import { listAt, stringAt } from './json.ts';

/** One version of an API group, as the API server has it now. */
export interface ServedVersion {
  /** For instance `v1beta2`. */
  readonly version: string;
  /** Plural names of its resources, without subresources. */
  readonly resources: ReadonlySet<string>;
}

/** How long an answer counts: whoever installs or removes software waits longer for it than this. */
const FRESH_MS = 30_000;

/** Which API groups there are. Answers are shared for half a minute; a failed question is no answer and is asked again. */
export class Discovery {
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly at: number; readonly answer: Promise<readonly ServedVersion[]> }>();

  constructor(client: KubeClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /**
   * Every version of the group that is served, the preferred one first; none when the group is not installed. Rejects when
   * the API server cannot tell: not to know is not the same as not to have.
   */
  async versionsOf(group: string): Promise<readonly ServedVersion[]> {
    const known = this.#known.get(group);
    const now = this.#clock.monotonic();
    if (known !== undefined && now - known.at < FRESH_MS) return known.answer;
    const answer = this.#ask(group);
    this.#known.set(group, { at: now, answer });
    answer.catch(() => {
      if (this.#known.get(group)?.answer === answer) this.#known.delete(group);
    });
    return answer;
  }

  async #ask(group: string): Promise<readonly ServedVersion[]> {
    const found = await this.#get(`/apis/${group}`);
    if (found === undefined) return [];
    const preferred = stringAt(found, 'preferredVersion', 'version') ?? '';
    const versions = listAt(found, 'versions').map((version) => stringAt(version, 'version') ?? '');
    const all = [...new Set([preferred, ...versions])].filter((version) => version !== '');
    return (await Promise.all(all.map((version) => this.#read(group, version)))).flat();
  }

  async #read(group: string, version: string): Promise<readonly ServedVersion[]> {
    const found = await this.#get(`/apis/${group}/${version}`);
    if (found === undefined) return [];
    const names = listAt(found, 'resources').map((resource) => stringAt(resource, 'name') ?? '');
    return [{ version, resources: new Set(names.filter((name) => name !== '' && !name.includes('/'))) }];
  }

  async #get(path: string): Promise<unknown> {
    try {
      return await this.#client.getPath(path);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}
