import type { KubeClient } from '../../kube/client.ts';
import { stringAt } from '../../kube/json.ts';
import type { Resource } from '../../kube/resource.ts';
import { WATCHED_RECHECK_MS } from '../../kube/shared-watch/lookout.ts';
import type { Clock } from '../../time/clock.ts';
import { POD_IS_LATE_MS } from './decide.ts';
import type { JobPod, JobRecord } from './job-record.ts';
import { isUnderWay } from './pod-trouble.ts';

/** As the Job's controller writes them, and as nothing else tells of a pod that was refused. */
const CORE_EVENTS: Resource = { group: '', version: 'v1', plural: 'events', kind: 'Event', namespaced: true };

const ASK_AGAIN_MS = { first: 15_000, most: WATCHED_RECHECK_MS };

/**
 * Why the API server refuses a Job's pods: Pod Security, a quota, a service account that is not there. It is asked for
 * ever less often, and only while a Job that has been there for a moment has no pod under way.
 */
export class Refusals implements Disposable {
  #askedAt: number | undefined;
  #pauseMs = ASK_AGAIN_MS.first;
  #job: string | undefined;
  #known: string | undefined;

  async of(
    client: KubeClient,
    job: JobRecord,
    pods: readonly JobPod[],
    clock: Clock,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const isLate = clock.now() - (Date.parse(job.createdAt) || 0) >= POD_IS_LATE_MS;
    if (pods.some(isUnderWay) || job.end !== undefined || job.isSuspended || !isLate) {
      this[Symbol.dispose]();
      return undefined;
    }
    const now = clock.monotonic();
    if (this.#job === job.uid && this.#askedAt !== undefined && now - this.#askedAt < this.#pauseMs) return this.#known;
    const known = await lastRefusal(client, job, signal);
    const isFirst = this.#job !== job.uid || this.#askedAt === undefined;
    this.#pauseMs = isFirst ? ASK_AGAIN_MS.first : Math.min(ASK_AGAIN_MS.most, this.#pauseMs * 4);
    this.#job = job.uid;
    this.#askedAt = now;
    this.#known = known;
    return known;
  }

  [Symbol.dispose](): void {
    this.#askedAt = undefined;
    this.#known = undefined;
  }
}

async function lastRefusal(
  client: KubeClient,
  { namespace, uid }: JobRecord,
  signal: AbortSignal,
): Promise<string | undefined> {
  const fieldSelector = `involvedObject.uid=${uid},reason=FailedCreate`;
  const { items } = await client.list(CORE_EVENTS, { namespace, fieldSelector, limit: 100, signal });
  const time = (event: unknown) => stringAt(event, 'lastTimestamp') ?? stringAt(event, 'metadata', 'creationTimestamp');
  const last = items.toSorted((a, b) => (time(a) ?? '').localeCompare(time(b) ?? '')).at(-1);
  return stringAt(last, 'message');
}
