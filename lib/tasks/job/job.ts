import type { KubeClient } from '../../kube/client.ts';
import { isAlreadyExists, isConflict, isInvalid, isNotFound } from '../../kube/errors.ts';
import { stringAt } from '../../kube/json.ts';
import { JOBS } from '../../kube/resource.ts';
import type { Lookout } from '../../kube/shared-watch/lookout.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import { jobLabels } from '../../node/job-labels.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { deadAt, lifeOf } from '../../node/readiness.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import type { Clock } from '../../time/clock.ts';
import type { NodeTask } from '../node-task.ts';
import { reading } from '../reading.ts';
import { decideJob, type JobView } from './decide.ts';
import { foreseeJob } from './foresee.ts';
import { jobName, newJob, type Purpose } from './job-object.ts';
import { type JobPod, type JobRecord, type JobViews, parseJob, viewsOf } from './job-record.ts';
import { lastWordsOf } from './last-words.ts';
import { type JobMemory, readMemory, writeMemory } from './memory.ts';
import { type JobOptions, readOptions } from './options.ts';
import { Refusals } from './refusals.ts';
import { refused } from './refused.ts';
import { oneLine } from './words.ts';

export interface JobDependencies {
  readonly client: KubeClient;
  readonly watches: Pick<SharedWatches, 'open'>;
  readonly keys: NodeKeys;
  readonly clock: Clock;
}

const READING = reading('reading the Jobs of this operation');

/**
 * Runs one Job for each operation. Its name follows from both, so that nobody has to remember it, and it goes with the
 * operation's record, which owns it.
 */
export function createJob(dependencies: JobDependencies): NodeTask {
  const { keys, clock } = dependencies;
  const views = new Map<string, JobViews>();
  // Of one namespace and not of all: so the rights may be given there alone.
  const viewsIn = (namespace: string): JobViews => {
    const known = views.get(namespace) ?? viewsOf(namespace, keys);
    views.set(namespace, known);
    return known;
  };
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const options = readOptions(run.options);
      const { jobs, pods } = viewsIn(options.namespace);
      const key = [run.operation];
      const watched = {
        jobs: run.scope.keep('jobs', () => dependencies.watches.open(jobs, key, run.wake)),
        pods: run.scope.keep('pods', () => dependencies.watches.open(pods, key, run.wake)),
      };
      const isRead = (await watched.jobs.ready(run.signal)) && (await watched.pods.ready(run.signal));
      return isRead ? await new JobRun(dependencies, run, options, watched).outcome() : READING;
    },
    foresee: (look) => foreseeJob(dependencies, look, clock.now()),
  };
}

interface Watched {
  readonly jobs: Lookout<JobRecord>;
  readonly pods: Lookout<JobPod>;
}

/** One look at the Job, and at most one thing done about it. */
class JobRun {
  readonly #dependencies: JobDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #options: JobOptions;
  readonly #watched: Watched;
  readonly #purpose: Purpose;
  readonly #name: string;
  /** `namespace/name`. */
  readonly #what: string;

  constructor(dependencies: JobDependencies, run: TaskRun<NodeSubject>, options: JobOptions, watched: Watched) {
    this.#dependencies = dependencies;
    this.#run = run;
    this.#options = options;
    this.#watched = watched;
    this.#purpose = { subject: run.subject, operation: run.operation, task: run.name };
    this.#name = jobName(this.#purpose);
    this.#what = `${options.namespace}/${this.#name}`;
  }

  async outcome(): Promise<Outcome> {
    const memory = readMemory(this.#run.record.memory);
    const job = memory.succeeded === undefined ? await this.#find(memory) : undefined;
    if (job !== undefined && !this.#isOurs(job.labels)) return this.#taken();
    const step = decideJob(await this.#view(memory, job));
    switch (step.do) {
      case 'answer':
        // A Job that we have found and not made, since the answer to its creation was lost.
        return job === undefined || memory.job === job.uid ? step.outcome : this.#adopted(step.outcome, memory, job);
      case 'create':
        return await this.#create(step.memory, step.again);
      case 'listen':
        return await this.#listen(memory, step.job, step.why);
      case 'finish':
        return await this.#finish(memory);
    }
  }

  /**
   * The watch may not show yet what was made a moment ago, or still show what was there before: that a Job is gone, or
   * another one, the API server itself must say.
   */
  async #find({ job }: JobMemory): Promise<JobRecord | undefined> {
    const known = this.#watched.jobs.get(this.#what);
    return job === undefined || known?.uid === job ? known : await this.#read();
  }

  async #read(): Promise<JobRecord | undefined> {
    const { namespace } = this.#options;
    try {
      return parseJob(await this.#dependencies.client.get(JOBS, this.#name, { namespace, signal: this.#run.signal }));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async #view(memory: JobMemory, job: JobRecord | undefined): Promise<JobView> {
    const { clock, client, keys } = this.#dependencies;
    const { subject, scope, signal } = this.#run;
    const { node, deadAfterMs } = subject;
    const { on, whenDead } = this.#options;
    const pods = this.#podsOf(job);
    const now = clock.now();
    const refusals = scope.keep('refusals', () => new Refusals());
    return {
      what: this.#what,
      nodeName: subject.nodeName,
      on,
      whenDead,
      life: node === undefined ? undefined : lifeOf(node.ready, deadAfterMs, now),
      deadAt: node === undefined ? undefined : deadAt(node.ready, deadAfterMs),
      memory,
      job,
      pods,
      refusal: job === undefined ? undefined : await refusals.of(client, job, pods, clock, signal),
      wayOut: `skip this task with the annotation ${keys.skipTasks}=${this.#run.name}`,
      now,
    };
  }

  #podsOf(job: JobRecord | undefined): readonly JobPod[] {
    if (job === undefined) return [];
    return this.#watched.pods.under(this.#run.operation).filter(({ jobUID }) => jobUID === job.uid);
  }

  async #create(memory: JobMemory, again: boolean): Promise<Outcome> {
    const { client, keys } = this.#dependencies;
    const { namespace } = this.#options;
    const { signal } = this.#run;
    try {
      const made = await client.create(JOBS, newJob(this.#options, this.#purpose, keys), {
        namespace,
        strict: true,
        signal,
      });
      return this.#created(memory, stringAt(made, 'metadata', 'uid') ?? '', again);
    } catch (error) {
      if (isAlreadyExists(error)) return await this.#exists(memory, again);
      return refused(error, this.#what, namespace);
    }
  }

  #created(memory: JobMemory, uid: string, again: boolean): Outcome {
    return {
      state: 'waiting',
      reason: 'JobStarting',
      message: `the Job ${this.#what} was created${again ? ' again, since it had been deleted' : ''}`,
      checkAfterMs: 10_000,
      changes: [change(this.#what, uid, again)],
      memory: writeMemory({ ...memory, job: uid }),
    };
  }

  /** Of a create whose answer was lost, perhaps; or somebody's whose Job happens to have the name. */
  async #exists(memory: JobMemory, again: boolean): Promise<Outcome> {
    const job = await this.#read();
    if (job === undefined) return READING;
    return this.#isOurs(job.labels) ? this.#created(memory, job.uid, again) : this.#taken();
  }

  #adopted(outcome: Outcome, memory: JobMemory, { uid }: JobRecord): Outcome {
    const changes = [change(this.#what, uid, memory.job !== undefined)];
    return { ...outcome, changes, memory: { ...writeMemory({ ...memory, job: uid }), ...outcome.memory } };
  }

  #isOurs(labels: Readonly<Record<string, string>>): boolean {
    const { operation, task } = jobLabels(this.#dependencies.keys);
    return labels[operation] === this.#run.operation && labels[task] === this.#run.name;
  }

  #taken(): Outcome {
    const { operation } = jobLabels(this.#dependencies.keys);
    const message = `there is a Job ${this.#what} without our label ${operation}=${this.#run.operation}; it is not ours to use. Delete or rename it`;
    return { state: 'blocked', reason: 'NameTaken', message };
  }

  async #listen(memory: JobMemory, job: JobRecord, why: string): Promise<Outcome> {
    const { client } = this.#dependencies;
    const words = await lastWordsOf(client, this.#podsOf(job), this.#options.logLines, this.#run.signal);
    const message = `the Job ${this.#what} has failed: ${oneLine(why, 200)}`;
    const heard = { ...memory, job: job.uid, failed: job.uid, words };
    return { state: 'waiting', reason: 'JobFailed', message, checkAfterMs: 100, memory: writeMemory(heard) };
  }

  /** The Job may go from now on. Whether it is still there makes no difference: it is written down that it succeeded. */
  async #finish({ succeeded: uid }: JobMemory): Promise<Outcome> {
    const { namespace, keepSeconds } = this.#options;
    const body = { metadata: { uid }, spec: { ttlSecondsAfterFinished: keepSeconds } };
    try {
      const options = { namespace, signal: this.#run.signal };
      await this.#dependencies.client.patch(JOBS, this.#name, { kind: 'merge', body }, options);
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error) && !isInvalid(error)) throw error;
    }
    return { state: 'done', message: `the Job ${this.#what} has succeeded` };
  }
}

const change = (what: string, uid: string, again: boolean): string =>
  `created the Job ${what} (uid ${uid})${again ? ' again' : ''}`;
