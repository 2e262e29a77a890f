import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { at, type JsonObject, listAt, stringAt } from '../../../lib/kube/json.ts';
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
export async function renderRights(
  name: string,
  { config, namespace, leaseName }: Entitled,
): Promise<readonly JsonObject[]> {
  const values = {
    fullnameOverride: name,
    tls: { mode: 'secret', secretName: 'given' },
    releaseAll: { enabled: false },
    extraEnv: leaseName === undefined ? [] : [{ name: 'LEASE_NAME', value: leaseName }],
    config: planOf(config),
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
function planOf(config: unknown): object {
  const read: unknown = typeof config === 'string' ? parsed(config) : config;
  const tasks = at(read, 'cleanup', 'tasks');
  if (!Array.isArray(tasks)) return {};
  const rest = tasks.map((task, index) => ({
    task: stringAt(task, 'task') ?? '',
    name: `task-${index}`,
    options: at(task, 'options') ?? {},
  }));
  return { cleanup: { tasks: rest } };
}

function parsed(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}

/** What is made once for each way in which an operator of this test file is entitled. */
const made = new WeakMap<TestCluster, Map<string, Promise<string>>>();

/** Path of the kubeconfig of a service account with exactly the rights that the chart gives such an operator, in force. */
export function chartKubeconfig(cluster: TestCluster, entitled: Entitled): Promise<string> {
  const known = made.get(cluster) ?? new Map<string, Promise<string>>();
  made.set(cluster, known);
  const name = chartAccount(cluster, entitled);
  const kubeconfig = known.get(name) ?? entitle(cluster, name, entitled);
  known.set(name, kubeconfig);
  return kubeconfig;
}

/** The name of that service account, and of its roles. */
export function chartAccount(cluster: TestCluster, { config, namespace, leaseName }: Entitled): string {
  const what = JSON.stringify([planOf(config), namespace, leaseName]);
  return `${CHART_ACCOUNT}-${cluster.prefix}-${createHash('sha256').update(what).digest('hex').slice(0, 8)}`;
}

async function entitle(cluster: TestCluster, name: string, entitled: Entitled): Promise<string> {
  const { namespace = 'default' } = entitled;
  const objects = await renderRights(name, entitled);
  for (const object of objects) {
    const path = collectionOf(object);
    cluster.atEnd(() => cluster.api.delete(`${path}/${name}`));
    await cluster.api.create(path, object);
  }
  await Promise.all(objects.map((object) => untilInForce(cluster, object, name, namespace)));
  return cluster.kubeconfigFor({ serviceAccount: name, namespace });
}

function collectionOf(object: JsonObject): string {
  const namespace = stringAt(object, 'metadata', 'namespace');
  const inside = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${join('/', isCore(object) ? 'api' : 'apis', stringAt(object, 'apiVersion') ?? '')}${inside}/${stringAt(object, 'kind')?.toLowerCase()}s`;
}

const isCore = (object: JsonObject): boolean => stringAt(object, 'apiVersion') === 'v1';

/** The API server reads roles and bindings with watches of its own. */
async function untilInForce(cluster: TestCluster, role: JsonObject, name: string, namespace: string): Promise<void> {
  const rule = listAt(role, 'rules').at(-1);
  if (rule === undefined) return;
  const [resource = '', subresource] = String(listAt(rule, 'resources')[0]).split('/');
  const spec = {
    user: `system:serviceaccount:${namespace}:${name}`,
    resourceAttributes: {
      namespace: stringAt(role, 'metadata', 'namespace'),
      group: listAt(rule, 'apiGroups')[0],
      resource,
      subresource,
      verb: listAt(rule, 'verbs')[0],
      name: listAt(rule, 'resourceNames')[0],
    },
  };
  await eventually(() => cluster.api.create('/apis/authorization.k8s.io/v1/subjectaccessreviews', { spec }), {
    describe: `the role ${name} to be in force`,
    until: (review) => at(review, 'status', 'allowed') === true,
  });
}
