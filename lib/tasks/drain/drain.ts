import type { KubeClient } from '../../kube/client.ts';
import type { SharedWatches } from '../../kube/shared-watch/shared-watches.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { deadAt } from '../../node/readiness.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Random } from '../../time/backoff.ts';
import type { Clock } from '../../time/clock.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { NodeTask } from '../node-task.ts';
import { budgetWatcher, type WatchBudgets } from './budget-watch.ts';
import { countPods, listPods } from './describe.ts';
import { type DrainView, type PodStep, planDrain } from './drain-plan.ts';
import { ask } from './eviction.ts';
import { foreseeDrain } from './foresee.ts';
import { withoutInstanceManagers } from './instance-managers.ts';
import { listPodsOf } from './live-pods.ts';
import { type DrainOptions, readOptions, withoutOwnJobs } from './options.ts';
import { notesOn, outcomeOf } from './outcome.ts';
import { standingOf } from './pod-filter.ts';
import type { PodRecord } from './pod-record.ts';
import { podWatcher, type WatchPods } from './pod-watch.ts';
import { DrainSession } from './session.ts';

export interface DrainDependencies {
  readonly client: KubeClient;
  readonly keys: NodeKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly self?: { readonly namespace: string; readonly name: string } | undefined;
  readonly watches: SharedWatches;
  readonly watchPods?: WatchPods | undefined;
  readonly watchBudgets?: WatchBudgets | undefined;
}

const READING: Outcome = {
  state: 'waiting',
  reason: 'ReadingPods',
  message: 'reading the pods of the Node',
  checkAfterMs: 1_000,
};
/** Each run looks again at where things stand, and the engine gives it half a minute; a slow API server must not use that up. */
const ASKING_MS = 5_000;

/**
 * Evicts the pods of a Node until none is left. One watch, complete before the first eviction, says which pods there
 * are: a pod is waited for from the moment it is seen, not from the moment it was asked to go, so that neither a pod
 * that ends quickly nor one that a budget holds back can end the wait too early or keep it for ever.
 */
export function createDrain(dependencies: DrainDependencies): NodeTask {
  const { watches, watchPods = podWatcher(watches), watchBudgets = budgetWatcher(watches) } = dependencies;
  const sessions = { ...dependencies, watchPods, watchBudgets };
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const { node, nodeName } = run.subject;
      // Whoever bears its name now is another machine, with pods of its own.
      if (node === undefined) return NODE_GONE;
      const asked = withoutInstanceManagers(readOptions(run.options), run.subject.kinds);
      const options = withoutOwnJobs(asked, run.operation, dependencies.keys);
      const session = run.scope.keep('pods', () => new DrainSession(nodeName, sessions));
      session.wake = run.wake;
      return await new DrainRun(dependencies, run, node, options, session).outcome();
    },
    foresee: (look) => foreseeDrain(dependencies.client, look, dependencies.clock.now()),
  };
}

/** One look at the pods and, for those whose turn it is, one request each. */
class DrainRun {
  readonly #dependencies: DrainDependencies;
  readonly #run: TaskRun<NodeSubject>;
  readonly #node: NodeRecord;
  readonly #options: DrainOptions;
  readonly #session: DrainSession;

  constructor(
    dependencies: DrainDependencies,
    run: TaskRun<NodeSubject>,
    node: NodeRecord,
    options: DrainOptions,
    session: DrainSession,
  ) {
    this.#dependencies = dependencies;
    this.#run = run;
    this.#node = node;
    this.#options = options;
    this.#session = session;
  }

  async outcome(): Promise<Outcome> {
    const { signal } = this.#run;
    if (!(await this.#session.pods.ready(signal))) return READING;
    await this.#ask(planDrain(await this.#view()));
    const view = await this.#view();
    this.#session.attempts.keepOnly(new Set(view.pods.map(({ uid }) => uid)));
    const steps = planDrain(view);
    if (steps.every(({ step }) => step.is === 'lost')) return await this.#confirm(view);
    return this.#rested(outcomeOf(steps, view, this.#wayOut()));
  }

  async #view(): Promise<DrainView> {
    const { clock, self } = this.#dependencies;
    const pods = this.#session.pods.list();
    const attempts = this.#session.attempts.at(clock.monotonic());
    const refused = pods.filter((pod) => attempts.get(pod.uid)?.answer.is === 'budget');
    return {
      pods,
      attempts,
      areBudgetsWatched: this.#session.areBudgetsWatched,
      budgets: await this.#session.budgetsOf(new Set(refused.map(({ namespace }) => namespace)), this.#run.signal),
      options: this.#options,
      deadAt: deadAt(this.#node.ready, this.#run.subject.deadAfterMs),
      forceAt: this.#options.forceAfterMs === undefined ? undefined : this.#run.startedAt + this.#options.forceAfterMs,
      now: clock.now(),
      self,
    };
  }

  /** Several at once, but never a flood: the next begins when one before it has been answered. */
  async #ask(steps: readonly PodStep[]): Promise<void> {
    const { clock } = this.#dependencies;
    const until = clock.monotonic() + ASKING_MS;
    const queue = steps.values();
    const worker = async (): Promise<void> => {
      for (const next of queue) {
        if (clock.monotonic() < this.#session.restUntil || clock.monotonic() >= until) return;
        await this.#askOne(next);
      }
    };
    await Promise.all(Array.from({ length: this.#options.maxParallel }, worker));
  }

  async #askOne({ pod, step }: PodStep): Promise<void> {
    if (step.is !== 'ask') return;
    const { client, clock, log } = this.#dependencies;
    const { subject, signal } = this.#run;
    const verdict = await ask(client, pod, step.how, this.#options.graceSeconds, signal);
    const { answer, retryAfterMs } = verdict;
    const now = clock.monotonic();
    this.#session.attempts.record(pod.uid, verdict, now);
    // Without a budget's name it is the API server that is busy, with everybody.
    if (answer.is === 'failed' && retryAfterMs) this.#session.restUntil = now + retryAfterMs;
    if (answer.is === 'accepted' && answer.how === 'delete') this.#session.deleted.set(pod.uid, pod);
    const fields = { node: subject.nodeName, namespace: pod.namespace, pod: pod.name, how: step.how };
    if (answer.is === 'accepted') log.info(fields, 'asked a pod to end');
    else log.debug({ ...fields, answer: answer.is }, 'a pod cannot be asked to end now');
  }

  /** The watch may lag: no Node is let go before the API server itself has said that nothing is left. */
  async #confirm(view: DrainView): Promise<Outcome> {
    const { signal, subject } = this.#run;
    const pods = await listPodsOf(this.#dependencies.client, subject.nodeName, signal);
    const left = planDrain({ ...view, pods, attempts: new Map() }).filter(({ step }) => step.is !== 'lost');
    if (left.length === 0) return { state: 'done', message: this.#farewell(view, pods) };
    for (const { pod } of left) this.#session.attempts.forget(pod.uid);
    const message = `${countPods(left.length)} left: ${listPods(left.map(({ pod }) => pod))}`;
    return { state: 'waiting', reason: 'PodsAppeared', message, checkAfterMs: 1_000 };
  }

  #farewell(view: DrainView, pods: readonly PodRecord[]): string {
    const lost = pods.filter((pod) => standingOf(pod, this.#options).is === 'candidate');
    const deleted = [...this.#session.deleted.values()];
    return [
      'no pod is left to evict',
      ...notesOn(view),
      ...(deleted.length > 0 ? [`Deleted and not evicted: ${listPods(deleted)}`] : []),
      ...(lost.length > 0 ? [`Terminating without a kubelet that would end them: ${listPods(lost)}`] : []),
    ].join('. ');
  }

  #rested(outcome: Outcome): Outcome {
    const restMs = this.#session.restUntil - this.#dependencies.clock.monotonic();
    if (outcome.state !== 'waiting' || restMs <= 0) return outcome;
    return { ...outcome, reason: 'ApiServerBusy', checkAfterMs: Math.max(outcome.checkAfterMs, Math.ceil(restMs)) };
  }

  #wayOut(): string {
    return `delete the pods by hand, or skip this task with the annotation ${this.#dependencies.keys.skipTasks}=${this.#run.name}`;
  }
}
