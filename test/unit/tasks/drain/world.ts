import type { KubeClient, KubeList, KubeObject, ListOptions } from '../../../../lib/kube/client.ts';
import { at, type JsonObject, stringAt } from '../../../../lib/kube/json.ts';
import { POD_DISRUPTION_BUDGETS, PODS, type Resource } from '../../../../lib/kube/resource.ts';
import { SharedWatches } from '../../../../lib/kube/shared-watch/shared-watches.ts';
import { nodeKeys } from '../../../../lib/node/keys.ts';
import { parseBudget } from '../../../../lib/tasks/drain/budget.ts';
import { createDrain } from '../../../../lib/tasks/drain/drain.ts';
import { type PodRecord, parsePod } from '../../../../lib/tasks/drain/pod-record.ts';
import type { Change } from '../../../../lib/tasks/drain/pod-watch.ts';
import { silentLogger } from '../../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../../lib/telemetry/metrics.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { apiError, FakeKubeClient } from '../../../support/fake-kube-client.ts';

const noWatches = new SharedWatches({
  client: new FakeKubeClient(),
  clock: new FakeClock(),
  random: () => 0.5,
  log: silentLogger,
  metrics: noMetrics,
});

export interface Request {
  readonly how: 'evict' | 'delete';
  readonly name: string;
  readonly uid: string;
  readonly graceSeconds: number | undefined;
}

/** What happens when the API server is asked for the end of a pod: it throws, or does something to the pod, or nothing. */
export type Answering = (request: Request, world: DrainWorld) => void | Promise<void>;

/**
 * An API server and a watch of one Node's pods that are apart: the test decides what is true, what the watch shows of
 * it, and when.
 */
export class DrainWorld {
  readonly clock = new FakeClock();
  readonly requests: Request[] = [];
  readonly budgets: KubeObject[] = [];
  /** What is true, by name. */
  readonly #pods = new Map<string, KubeObject>();
  /** What the watch shows, by uid. */
  readonly #shown = new Map<string, PodRecord>();
  /** The watch of the budgets shows a change. */
  budgetsChanged: () => void = () => {};
  #changed: (change: Change) => void = () => {};
  #synced = Promise.withResolvers<void>();
  #hasSynced = true;
  /** Errors of the next live lists of pods. */
  listError: unknown;
  answering: Answering = ({ name }, world) => world.terminate(name);

  readonly task = createDrain({
    client: this.#client(),
    keys: nodeKeys(),
    clock: this.clock,
    random: () => 0.5,
    log: silentLogger,
    metrics: noMetrics,
    self: { namespace: 'default', name: 'operator' },
    watches: noWatches,
    watchBudgets: (changed) => {
      this.budgetsChanged = changed;
      return {
        ready: async () => this.#list(POD_DISRUPTION_BUDGETS, { namespace: 'default' }).then(() => true),
        under: (key) => this.budgets.filter(({ metadata }) => metadata.namespace === key).map(parseBudget),
        hasSynced: () => true,
        synced: Promise.resolve(),
        get: () => undefined,
        list: () => [],
        follow: () => {},
        [Symbol.dispose]: () => {},
      };
    },
    watchPods: (_, changed) => {
      this.#changed = changed;
      return {
        list: () => [...this.#shown.values()],
        ready: async (signal) => {
          if (this.#hasSynced) return true;
          await Promise.race([this.#synced.promise, this.clock.sleep(2_000, signal)]);
          if (!this.#hasSynced) await this.#list(PODS, { fieldSelector: 'spec.nodeName=n1' });
          return this.#hasSynced;
        },
        [Symbol.dispose]: () => {
          this.#changed = () => {};
        },
      };
    },
  });

  /** The first list has not arrived until `sync`. */
  unsynced(): void {
    this.#hasSynced = false;
  }

  sync(): void {
    this.#hasSynced = true;
    this.#synced.resolve();
  }

  /** A pod that runs on the Node and that the watch shows. */
  run(name: string, more: { metadata?: object; spec?: object; status?: object } = {}): void {
    this.create(name, more);
    this.show();
  }

  /** A pod that runs on the Node and that the watch does not show yet. */
  create(name: string, more: { metadata?: object; spec?: object; status?: object } = {}): void {
    this.#pods.set(name, {
      metadata: {
        namespace: 'default',
        name,
        uid: `uid-${name}`,
        resourceVersion: '1',
        labels: { app: name.split('-')[0] ?? '' },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'r', controller: true }],
        ...more.metadata,
      },
      spec: { ...more.spec },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], ...more.status },
    });
  }

  /** Marks it as terminating, with 30 s of grace. */
  terminate(name: string): void {
    const pod = this.#pods.get(name);
    if (pod === undefined) throw apiError(404, 'NotFound');
    const deletionTimestamp = new Date(this.clock.now() + 30_000).toISOString();
    const metadata = { deletionTimestamp, deletionGracePeriodSeconds: 30, ...pod.metadata };
    this.#pods.set(name, { ...pod, metadata });
  }

  /** It has ended; the watch may still show it. */
  end(name: string): void {
    this.#pods.delete(name);
  }

  /** The watch shows what is true. */
  show(change: Change = 'soon'): void {
    this.#shown.clear();
    for (const pod of this.#pods.values()) this.#shown.set(pod.metadata.uid, parsePod(pod));
    this.#changed(change);
  }

  endAll(): void {
    for (const name of [...this.#pods.keys()]) this.end(name);
    this.show();
  }

  /** Names of what is true. */
  alive(): readonly string[] {
    return [...this.#pods.keys()];
  }

  asked(): readonly string[] {
    return this.requests.map(({ how, name }) => `${how} ${name}`);
  }

  #client(): KubeClient {
    const refuse = () => Promise.reject(new Error('a drain has no use for this'));
    return {
      get: (resource, name) => this.#get(resource, name),
      list: (resource, options) => this.#list(resource, options),
      create: (_, body, options) => this.#end('evict', options?.name ?? '', at(body, 'deleteOptions')),
      delete: (_, name, { uid, gracePeriodSeconds } = {}) =>
        this.#end('delete', name, { preconditions: { uid }, gracePeriodSeconds }),
      replace: refuse,
      patch: refuse,
      watch: () => {
        throw new Error('the watch is the test');
      },
      getText: refuse,
      getPath: refuse,
    };
  }

  async #end(how: Request['how'], name: string, options: unknown): Promise<JsonObject> {
    const uid = stringAt(options, 'preconditions', 'uid') ?? '';
    const grace = at(options, 'gracePeriodSeconds');
    const request = { how, name, uid, graceSeconds: typeof grace === 'number' ? grace : undefined };
    this.requests.push(request);
    const pod = this.#pods.get(name);
    if (pod === undefined) throw apiError(404, 'NotFound');
    if (pod.metadata.uid !== uid) throw apiError(409, 'Conflict', 'the UID in the precondition does not match');
    await this.answering(request, this);
    return { kind: 'Status', status: 'Success' };
  }

  async #get(_: Resource, name: string): Promise<KubeObject> {
    const pod = this.#pods.get(name);
    if (pod === undefined) throw apiError(404, 'NotFound');
    return pod;
  }

  async #list(resource: Resource, { fieldSelector, namespace }: ListOptions = {}): Promise<KubeList> {
    if (resource === POD_DISRUPTION_BUDGETS) {
      const items = this.budgets.filter(({ metadata }) => metadata.namespace === namespace);
      return { resourceVersion: '1', continueToken: undefined, items };
    }
    if (resource !== PODS || fieldSelector !== 'spec.nodeName=n1')
      throw new Error(`unexpected list of ${resource.plural}`);
    if (this.listError !== undefined) throw this.listError;
    return { resourceVersion: '1', continueToken: undefined, items: [...this.#pods.values()] };
  }
}
