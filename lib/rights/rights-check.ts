import { type Installation, type Need, OPERATOR, type Use, usesOf } from '../config/rights.ts';
import { deniedOf, describeQuestion } from '../kube/access-review.ts';
import type { KubeClient } from '../kube/client.ts';
import { listAt, stringAt } from '../kube/json.ts';
import { describeThrown } from '../operation/thrown.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';

export interface RightsCheckOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** What is used with the configuration as it is now, and by removals that began with another one. */
  readonly needs: () => readonly Need[];
  readonly installation: Installation;
}

/** Roles are seldom changed, and a review of all rights is some sixty small requests. */
const EVERY_MS = 10 * 60_000;
/** Somebody is about to mend it, and wants to see that it helped; or nobody is, and each time is twice as far off. */
const SOON_MS = 30_000;

type Finding = { readonly missing: readonly Use[] } | { readonly unknown: string };

/**
 * Asks the API server at the start, after each change of the configuration and now and then whether we may do all that the
 * plan needs, and says what is missing: in the log once for each change, as a metric, and for the readiness page. Nothing
 * is refused because of it: a removal goes on until it needs what is missing (docs/adr/0010).
 */
export class RightsCheck {
  readonly #options: RightsCheckOptions;
  #wake: () => void = () => {};
  /** In the words in which it was logged; undefined before the first look. */
  #told: string | undefined;
  #message = '';

  constructor(options: RightsCheckOptions) {
    this.#options = options;
  }

  /** What a person should know of it; '' when nothing is missing. */
  get message(): string {
    return this.#message;
  }

  /** The configuration has changed. */
  again(): void {
    this.#wake();
  }

  /** Looks until the signal; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    // By the second look the removals under way have been read, and what they need is known, too.
    let isSettled = false;
    let soonMs = SOON_MS;
    while (!signal.aborted) {
      // A change that comes during the look is looked at after it.
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const finding = await this.#look(signal);
      if (signal.aborted) return;
      this.#tell(finding);
      const isMissing = 'missing' in finding && finding.missing.length > 0;
      const isWell = isSettled && 'missing' in finding && !isMissing;
      isSettled = true;
      const over = new AbortController();
      const waitMs = (isWell ? EVERY_MS : soonMs) * (0.9 + 0.2 * random());
      soonMs = isMissing ? Math.min(2 * soonMs, EVERY_MS) : SOON_MS;
      const rest = clock.sleep(waitMs, AbortSignal.any([signal, over.signal])).catch(() => {});
      await Promise.race([woken, rest]);
      over.abort();
    }
  }

  async #look(signal: AbortSignal): Promise<Finding> {
    const { client, needs, installation } = this.#options;
    try {
      const served = await servedGroups(client, signal);
      const uses = usesOf(needs(), installation).filter(({ question }) => served(question.apiGroup));
      const questions = uses.map(({ question }) => question);
      const denied = new Set(await deniedOf(client, questions, 'self', signal));
      return { missing: uses.filter(({ question }) => denied.has(question)) };
    } catch (error) {
      return { unknown: describeThrown(error) };
    }
  }

  #tell(finding: Finding): void {
    const { log } = this.#options;
    if ('unknown' in finding) {
      this.#message = `not known: ${finding.unknown}`;
      if (this.#isNews('unknown')) log.warn({ why: finding.unknown }, 'cannot ask which rights we have; going on');
      return;
    }
    const missing = describeMissing(finding.missing);
    this.#message = missing.length === 0 ? '' : `missing: ${missing.join(', ')}`;
    this.#measure(finding.missing);
    const isFirst = this.#told === undefined;
    if (!this.#isNews(this.#message)) return;
    if (missing.length > 0) {
      const todo = 'see docs/rights.md; with the chart: helm upgrade with the configuration that is in use';
      log.error({ code: 'RIGHTS_MISSING', missing, todo }, 'RBAC does not allow all that the plan needs');
    } else log.info({}, isFirst ? 'RBAC allows all that the plan needs' : 'RBAC allows all that the plan needs again');
  }

  #isNews(told: string): boolean {
    const isNews = told !== this.#told;
    this.#told = told;
    return isNews;
  }

  #measure(missing: readonly Use[]): void {
    const samples = missing.flatMap(({ question, users }) => {
      const { verb, resource, apiGroup } = question;
      const labels = { verb, resource: apiGroup === '' ? resource : `${resource}.${apiGroup}` };
      return users.map((user) => ({ labels: { user, ...labels }, value: 1 }));
    });
    // The same right may be missing in several namespaces.
    this.#options.metrics.replace('rights_missing', samples);
  }
}

const describeMissing = (missing: readonly Use[]): readonly string[] =>
  missing.map(({ question, users }) => `${describeQuestion(question)} (${users.map(nameOfUser).join(', ')})`);

const nameOfUser = (user: string): string => (user === OPERATOR ? 'the operator itself' : user);

/** A task whose software is not installed skips itself, and uses none of its rights. */
async function servedGroups(client: KubeClient, signal: AbortSignal): Promise<(group: string) => boolean> {
  const groups = listAt(await client.getPath('/apis', { signal }), 'groups').map((group) => stringAt(group, 'name'));
  const served = new Set(groups);
  return (group) => group === '' || served.has(group);
}
