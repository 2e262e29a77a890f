import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { at, type JsonObject, listAt, stringAt } from '../../../lib/kube/json.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { eventually } from '../eventually.ts';
import type { TestCluster } from '../test-cluster.ts';
import { CHART_ACCOUNT } from './audit.ts';
import { renderChart } from './render-chart.ts';

/** What the rights of an operator depend on. */
export interface Entitled {
  /** Its configuration; of one that cannot be read, none of the plan's. */
  readonly config?: unknown;
  /** Of its service account and its Lease. */
  readonly namespace?: string | undefined;
  readonly leaseName?: string | undefined;
}

/** The operator's roles, bindings and service account as `helm template` renders them, whatever is wrong with the rest of the configuration. */
async function renderRights(
  name: string,
  { namespace, leaseName }: Entitled,
  tasks: readonly unknown[],
): Promise<readonly JsonObject[]> {
  const values = {
    fullnameOverride: name,
    tls: { mode: 'secret', secretName: 'given' },
    releaseAll: { enabled: false },
    extraEnv: leaseName === undefined ? [] : [{ name: 'LEASE_NAME', value: leaseName }],
    // Two tasks of a kind need names.
    config: { cleanup: { tasks: tasks.map((task, index) => ({ ...Object(task), name: `task-${index}` })) } },
  };
  // Without the schema: the operator refuses a wrong configuration itself, and a test wants to see that.
  const objects = await renderChart(values, namespace ?? 'default');
  return (
    objects
      .filter((object) => /^ServiceAccount$|Role(Binding)?$/.test(stringAt(object, 'kind') ?? ''))
      // Other parts of the chart have roles of their own.
      .filter((object) => stringAt(object, 'metadata', 'name') === name)
  );
}

/** The tasks and their options; names and needs say nothing of rights. */
function tasksOf(config: unknown): readonly object[] {
  const read: unknown = typeof config === 'string' ? parsed(config) : config;
  const tasks = at(read, 'cleanup', 'tasks');
  if (!Array.isArray(tasks)) return DEFAULT_PLAN;
  return tasks.map((task) => ({ task: stringAt(task, 'task') ?? '', options: at(task, 'options') ?? {} }));
}

const DEFAULT_PLAN = TASK_KINDS.flatMap(({ name, byDefault }) => (byDefault === undefined ? [] : [{ task: name }]));

function parsed(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}

/**
 * The operators of one test file are one installation, which each of them upgrades: they see each other's removals, and go on
 * with those that another has begun with its plan.
 */
class Installed {
  readonly #cluster: TestCluster;
  /** Each once, as JSON. */
  readonly #tasks = new Set<string>();
  readonly #accounts = new Map<string, { readonly entitled: Entitled; readonly kubeconfig: Promise<string> }>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(cluster: TestCluster) {
    this.#cluster = cluster;
  }

  /** One after the other, since each may change the roles of all. */
  kubeconfigOf(entitled: Entitled): Promise<string> {
    const mine = this.#turn.then(() => this.#upgrade(entitled));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #upgrade(entitled: Entitled): Promise<string> {
    const before = this.#tasks.size;
    for (const task of tasksOf(entitled.config)) this.#tasks.add(JSON.stringify(task));
    const name = chartAccount(this.#cluster, entitled);
    if (this.#tasks.size > before) {
      await Promise.all([...this.#accounts].map(([other, known]) => this.#apply(other, known.entitled)));
    }
    const known = this.#accounts.get(name);
    if (known !== undefined) return known.kubeconfig;
    await this.#apply(name, entitled);
    const { namespace = 'default' } = entitled;
    const kubeconfig = this.#cluster.kubeconfigFor({ serviceAccount: name, namespace });
    this.#accounts.set(name, { entitled, kubeconfig });
    return kubeconfig;
  }

  async #apply(name: string, entitled: Entitled): Promise<void> {
    const { api } = this.#cluster;
    const { namespace = 'default' } = entitled;
    const tasks = [...this.#tasks].map((task): unknown => JSON.parse(task));
    const objects = await renderRights(name, entitled, tasks);
    for (const object of objects) {
      const path = collectionOf(object);
      if ((await api.find(`${path}/${name}`)) !== undefined) await api.patch(`${path}/${name}`, object);
      else {
        this.#cluster.atEnd(() => api.delete(`${path}/${name}`));
        await api.create(path, object);
      }
    }
    await Promise.all(objects.flatMap((object) => untilInForce(this.#cluster, object, name, namespace)));
  }
}

const installed = new WeakMap<TestCluster, Installed>();

/**
 * Path of the kubeconfig of a service account with the rights that the chart gives such an operator, in force, and those of the
 * file's operators before it.
 */
export function chartKubeconfig(cluster: TestCluster, entitled: Entitled): Promise<string> {
  const ours = installed.get(cluster) ?? new Installed(cluster);
  installed.set(cluster, ours);
  return ours.kubeconfigOf(entitled);
}

/** The name of that service account, and of its roles. */
export function chartAccount(cluster: TestCluster, { namespace, leaseName }: Omit<Entitled, 'config'>): string {
  const what = JSON.stringify([namespace, leaseName]);
  return `${CHART_ACCOUNT}-${cluster.prefix}-${createHash('sha256').update(what).digest('hex').slice(0, 8)}`;
}

function collectionOf(object: JsonObject): string {
  const namespace = stringAt(object, 'metadata', 'namespace');
  const inside = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${join('/', isCore(object) ? 'api' : 'apis', stringAt(object, 'apiVersion') ?? '')}${inside}/${stringAt(object, 'kind')?.toLowerCase()}s`;
}

const isCore = (object: JsonObject): boolean => stringAt(object, 'apiVersion') === 'v1';

/** The API server reads roles and bindings with watches of its own: a right of each rule is asked for. */
function untilInForce(cluster: TestCluster, role: JsonObject, name: string, namespace: string): Promise<unknown>[] {
  const user = `system:serviceaccount:${namespace}:${name}`;
  return listAt(role, 'rules').map((rule) => {
    const [resource = '', subresource] = String(listAt(rule, 'resources')[0]).split('/');
    const resourceAttributes = {
      namespace: stringAt(role, 'metadata', 'namespace'),
      group: listAt(rule, 'apiGroups')[0],
      resource,
      subresource,
      verb: listAt(rule, 'verbs')[0],
      name: listAt(rule, 'resourceNames')[0],
    };
    const spec = { user, resourceAttributes };
    return eventually(() => cluster.api.create('/apis/authorization.k8s.io/v1/subjectaccessreviews', { spec }), {
      describe: `the role ${name} to be in force`,
      until: (review) => at(review, 'status', 'allowed') === true,
      deadline: 60_000,
    });
  });
}
