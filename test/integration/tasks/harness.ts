import type { TaskKind } from '../../../lib/config/task-kind.ts';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { connect } from '../../../lib/kube/connect.ts';
import { Discovery } from '../../../lib/kube/discovery.ts';
import { isNotFound } from '../../../lib/kube/errors.ts';
import { NODES } from '../../../lib/kube/resource.ts';
import { SharedWatches } from '../../../lib/kube/shared-watch/shared-watches.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { parseNode } from '../../../lib/node/record.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import type { TaskRecord } from '../../../lib/operation/record.ts';
import type { Outcome, Scope, Task, TaskRun } from '../../../lib/operation/task.ts';
import type { TaskDependencies } from '../../../lib/tasks/registry.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { type Clock, systemClock } from '../../../lib/time/clock.ts';
import { eventually, PATIENCE_MS } from '../../support/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace, createServiceAccount } from '../../support/namespaces.ts';
import type { TestCluster } from '../../support/test-cluster.ts';

/** The rights that a kind of task declares, as RBAC rules, and what the harness itself needs. */
const rulesOf = (kinds: readonly TaskKind[]) => [
  { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
  ...kinds.flatMap(({ rights }) =>
    rights.map(({ apiGroup, resource, verbs }) => ({ apiGroups: [apiGroup], resources: [resource], verbs })),
  ),
];

/** A client that may do what these kinds of task say they need, and nothing else. */
export async function clientFor(
  cluster: TestCluster,
  kinds: readonly TaskKind[],
  suffix = 'operator',
): Promise<KubeClient> {
  return connectWith(cluster, await kubeconfigFor(cluster, kinds, suffix));
}

/** One whose requests pass a proxy that can do to them what networks do; it may do everything when no kinds are given. */
export async function clientBehindProxy(
  cluster: TestCluster,
  kinds?: readonly TaskKind[],
): Promise<{ readonly proxy: FaultProxy; readonly client: KubeClient }> {
  const proxy = await startFaultProxy(cluster, kinds && (await kubeconfigFor(cluster, kinds, 'operator')));
  return { proxy, client: await connectWith(cluster, proxy.kubeconfig) };
}

async function kubeconfigFor(cluster: TestCluster, kinds: readonly TaskKind[], suffix: string): Promise<string> {
  const namespace = await createNamespace(cluster, suffix);
  await createServiceAccount(cluster, namespace, 'operator', rulesOf(kinds));
  return cluster.kubeconfigFor({ serviceAccount: 'operator', namespace });
}

const watchesOf = new WeakMap<KubeClient, SharedWatches[]>();

export async function connectWith(cluster: TestCluster, kubeconfig: string): Promise<KubeClient> {
  const { client, close } = await connect({
    kubeconfig,
    env: {},
    clock: systemClock,
    log: silentLogger,
    metrics: noMetrics,
    version: 'test',
  });
  const opened: SharedWatches[] = [];
  watchesOf.set(client, opened);
  cluster.atEnd(() => {
    // To close is to wait for what is under way, and a watch is for minutes.
    for (const watches of opened) watches[Symbol.dispose]();
    return close();
  });
  return client;
}

export function dependenciesOf(client: KubeClient, clock: Clock = systemClock): TaskDependencies {
  const common = { client, clock, random: Math.random, log: silentLogger, metrics: noMetrics };
  const watches = new SharedWatches(common);
  watchesOf.get(client)?.push(watches);
  return { ...common, discovery: new Discovery(client, clock), watches, keys: nodeKeys() };
}

/** A clock whose wall time is ahead. */
export const ahead = (ms: number): Clock => ({ ...systemClock, now: () => Date.now() + ms });

/** The removal of the Node that bears the name now. */
export async function subjectOf(client: KubeClient, nodeName: string): Promise<NodeSubject> {
  const node = parseNode(await client.get(NODES, nodeName), nodeKeys().prefix);
  return {
    nodeName,
    nodeUID: node.uid,
    node,
    deadAfterMs: 300_000,
    requestedAt: new Date().toISOString(),
    record: { kind: 'NodeCleanup', name: nodeName },
  };
}

export interface OperationOptions {
  readonly client: KubeClient;
  readonly task: Task<NodeSubject>;
  readonly name: string;
  readonly subject: NodeSubject;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Where it stands in the plan. */
  readonly stage?: 'before' | 'after';
  readonly startedAt?: number;
  /** The uid of its record, where that matters. */
  readonly operation?: string;
}

/**
 * Plays the engine for one task: runs it, waits as long as it says or until it is woken, and runs it again. What the task
 * has changed and remembers is kept, also over a restart.
 */
export class Operation implements Disposable {
  readonly outcomes: Outcome[] = [];
  readonly #given: OperationOptions;
  readonly #stop = new AbortController();
  readonly #kept = new Map<string, Disposable>();
  readonly #startedAt: number;
  #wake: () => void = () => {};
  #record: TaskRecord;

  constructor(given: OperationOptions) {
    this.#given = given;
    this.#startedAt = given.startedAt ?? Date.now();
    this.#record = { name: given.name, state: 'Running', attempts: 0 };
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
    this.restart();
  }

  /** Forgets what is kept in memory, as a new leader has. */
  restart(): void {
    for (const kept of this.#kept.values()) kept[Symbol.dispose]();
    this.#kept.clear();
  }

  get record(): TaskRecord {
    return this.#record;
  }

  async run(): Promise<Outcome> {
    const outcome = await this.#given.task.run(this.#taskRun(await this.#subject()));
    const { changes = [], memory = this.#record.memory } = outcome;
    const all = [...new Set([...(this.#record.changes ?? []), ...changes])];
    this.#record = { ...this.#record, changes: all.length > 0 ? all : undefined, memory };
    this.outcomes.push(outcome);
    return outcome;
  }

  /** Runs until it throws; what it says then. */
  async failure(): Promise<string> {
    return eventually(
      async () => {
        const outcome = await this.run().catch((error: unknown) => String(error));
        if (typeof outcome === 'string') return outcome;
        throw new Error(JSON.stringify(outcome));
      },
      { describe: 'an error', every: 100 },
    );
  }

  /** Runs until an outcome satisfies; that one. */
  async until(describe: string, satisfies: (outcome: Outcome) => boolean, deadline = PATIENCE_MS): Promise<Outcome> {
    return eventually(
      async () => {
        const woken = Promise.withResolvers<void>();
        this.#wake = woken.resolve;
        const outcome = await this.run();
        if (satisfies(outcome)) return outcome;
        const ms = outcome.state === 'waiting' ? outcome.checkAfterMs : 1_000;
        await Promise.race([woken.promise, systemClock.sleep(ms, this.#stop.signal)]);
        throw new Error(JSON.stringify(outcome));
      },
      { describe, deadline, every: 1 },
    );
  }

  done(deadline?: number): Promise<Outcome> {
    return this.until('the task to be done', ({ state }) => state === 'done', deadline);
  }

  /** The Node as the operator's own watch would show it. */
  async #subject(): Promise<NodeSubject> {
    const { client, subject } = this.#given;
    try {
      const { node } = await subjectOf(client, subject.nodeName);
      return { ...subject, node: node?.uid === subject.nodeUID ? node : undefined };
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return { ...subject, node: undefined };
    }
  }

  #taskRun(subject: NodeSubject): TaskRun<NodeSubject> {
    const { name, stage, options = {}, operation = 'operation-1' } = this.#given;
    return {
      subject,
      operation,
      name,
      stage,
      options,
      record: this.#record,
      startedAt: this.#startedAt,
      signal: this.#stop.signal,
      scope: this.#scope(),
      wake: () => this.#wake(),
    };
  }

  #scope(): Scope {
    return {
      keep: <T extends Disposable>(key: string, create: () => T): T => {
        const kept = this.#kept.get(key) ?? create();
        this.#kept.set(key, kept);
        // The contract of Scope: a key is always used for the same type.
        return kept as T;
      },
    };
  }
}

export const isWaitingFor = (reason: string) => (outcome: Outcome) =>
  outcome.state === 'waiting' && outcome.reason === reason;
