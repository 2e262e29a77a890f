import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderChart } from '../../hack/chart/render.ts';
import { Api, type ApiResponse } from '../../hack/control-plane/api.ts';
import { locateHelm } from '../../hack/tools/helm/binary.ts';
import type { JsonObject } from '../../lib/kube/json.ts';
import { eventually } from './eventually.ts';
import { ALICE, COLLECTOR, type GuardCase, OPERATORS_GROUP, type Shape, type Who } from './guard-cases/case.ts';
import { CHART } from './installed/helm.ts';
import type { TestCluster } from './test-cluster.ts';

const HEARTBEAT = { conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'it beats' }] };
const RBAC = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
const ROLES = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
const CLEANUPS = '/apis/infra.894.io/v1alpha1/nodecleanups';

export interface RenderOptions {
  /** Of the templates; default all. */
  readonly only?: readonly string[];
  /** Default: ours. */
  readonly chart?: string;
  /** Default: one of the test file's. */
  readonly namespace?: string;
  /** What the API server serves, such as v1/Node; without any there is none to ask. */
  readonly serves?: readonly string[];
}

/** What the chart makes of these values. Rejects with what helm says. */
export async function render(
  cluster: TestCluster,
  values: object,
  { only = [], chart = CHART, namespace = cluster.name('ns'), serves = [] }: RenderOptions = {},
) {
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const helm = await locateHelm({ env: process.env, report });
  const file = join(cluster.folder('values'), 'values.json');
  writeFileSync(file, JSON.stringify(values));
  const shown = only.flatMap((template) => ['--show-only', `templates/${template}`]);
  const served = serves.flatMap((kind) => ['--api-versions', kind]);
  const args = ['--values', file, ...shown, ...served];
  return renderChart({ helm, chart, namespace, args });
}

/** They go with the test file. */
export async function apply(cluster: TestCluster, items: readonly JsonObject[]): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  cluster.atEnd(async () => void (await cluster.kubectl(['delete', '--ignore-not-found', '-f', '-'], { input })));
  const { code, stderr } = await cluster.kubectl(['apply', '-f', '-'], { input });
  if (code !== 0) throw new Error(`kubectl apply: ${stderr}`);
}

/** Everybody of the cases, with real certificates and tokens, and with all rights that RBAC can give to people. */
export class Cast {
  readonly namespace: string;
  readonly #cluster: TestCluster;
  readonly #known = new Map<string, Promise<Api>>();
  readonly #people: string;

  constructor(cluster: TestCluster) {
    this.#cluster = cluster;
    this.namespace = cluster.name('ns');
    this.#people = cluster.name('people');
  }

  async prepare(): Promise<void> {
    const { api, name } = { api: this.#cluster.api, name: this.#people };
    await api.create('/api/v1/namespaces', { metadata: { name: this.namespace } });
    const subjects = [name, `system:serviceaccounts:${this.namespace}`].map((group) => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Group',
      name: group,
    }));
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' };
    await api.create(RBAC, { metadata: { name }, roleRef, subjects });
    this.#cluster.atEnd(() => api.delete(`${RBAC}/${name}`));
    await this.#letKubeletsWriteRecords();
    this.#cluster.atEnd(() => api.delete(`/api/v1/namespaces/${this.namespace}`));
  }

  /** Nobody should, and it must change nothing: the guard stands in the way as well. */
  async #letKubeletsWriteRecords(): Promise<void> {
    const { api, name } = { api: this.#cluster.api, name: `${this.#people}-kubelets` };
    const [apiGroup, kind] = ['rbac.authorization.k8s.io', 'ClusterRole'];
    const rules = [{ apiGroups: ['infra.894.io'], resources: ['nodecleanups', 'nodecleanups/status'], verbs: ['*'] }];
    await api.create(ROLES, { metadata: { name }, rules });
    this.#cluster.atEnd(() => api.delete(`${ROLES}/${name}`));
    const subjects = [{ apiGroup, kind: 'Group', name: 'system:nodes' }];
    await api.create(RBAC, { metadata: { name }, roleRef: { apiGroup, kind, name }, subjects });
    this.#cluster.atEnd(() => api.delete(`${RBAC}/${name}`));
  }

  /** `node` is whose kubelet it is; `account` is the ServiceAccount of operator and release-all. */
  as(who: Who, node: string, account: string): Promise<Api> {
    const key = who === 'kubelet' ? `kubelet ${node}` : who === 'operator' || who === 'release-all' ? account : who;
    const known = this.#known.get(key) ?? this.#connect(who, node, account);
    this.#known.set(key, known);
    return known;
  }

  async #connect(who: Who, node: string, account: string): Promise<Api> {
    const { server, ca, authority } = this.#cluster;
    const api = new Api({ server, ca, user: who, credentials: await this.#credentials(who, node, account, authority) });
    this.#cluster.atEnd(async () => api[Symbol.dispose]());
    return api;
  }

  async #credentials(who: Who, node: string, account: string, authority: TestCluster['authority']) {
    if (who === 'operator' || who === 'release-all') {
      await this.#cluster.api.create(`/api/v1/namespaces/${this.namespace}/serviceaccounts`, {
        metadata: { name: account },
      });
      return { token: await this.#cluster.tokenFor(account, this.namespace) };
    }
    const [commonName, ...organizations] = {
      kubelet: [`system:node:${node}`, 'system:nodes'],
      lookalike: ['agent', 'system:nodes', this.#people],
      bob: ['bob', this.#people],
      alice: [ALICE, this.#people],
      carol: ['carol', this.#people, OPERATORS_GROUP],
      collector: [COLLECTOR, this.#people],
    }[who];
    return { certificate: authority.issue({ commonName: commonName ?? '', organizations }) };
  }
}

/** Makes what a case begins with. */
export async function create(
  cluster: TestCluster,
  name: string,
  through: GuardCase['through'],
  shape: Shape,
): Promise<void> {
  const object = objectOf(name, through, shape);
  const path = collectionOf(through);
  await cluster.api.create(path, object);
  cluster.atEnd(async () => {
    await cluster.api.request('PATCH', `${path}/${name}`, {
      body: { metadata: { finalizers: null } },
      contentType: MERGE,
    });
    await eventually(() => cluster.api.delete(`${path}/${name}`).then(() => true), {
      describe: `API servers to forget the policies that keep ${name} from being deleted`,
    });
  });
}

const MERGE = 'application/merge-patch+json';

/** Asks for the change of a case; unless `stored`, nothing is kept of it. */
export function attempt(api: Api, name: string, given: GuardCase, stored = false): Promise<ApiResponse> {
  const { before, after, through } = given;
  const collection = collectionOf(through);
  const dryRun = stored ? '' : '?dryRun=All';
  if (after === undefined) return api.request('DELETE', `${collection}/${name}${dryRun}`);
  if (before === undefined) {
    return api.request('POST', `${collection}${dryRun}`, { body: objectOf(name, through, after) });
  }
  const [, subresource] = through.split('/');
  const path = [collection, name, ...(subresource ? [subresource] : [])].join('/');
  const body = { ...changes(before, after), ...statusOf(given) };
  return api.request('PATCH', `${path}${dryRun}`, { body, contentType: MERGE });
}

function statusOf({ through, heartbeat = false }: GuardCase): object {
  if (through === 'nodecleanups/status') return { status: { tasks: [{ name: 'drain', state: 'Done', attempts: 1 }] } };
  return heartbeat ? { status: HEARTBEAT } : {};
}

const isOfCleanup = (through: GuardCase['through']): boolean => through.startsWith('nodecleanups');

const collectionOf = (through: GuardCase['through']): string => (isOfCleanup(through) ? CLEANUPS : '/api/v1/nodes');

function objectOf(name: string, through: GuardCase['through'], { taints, ...metadata }: Shape): object {
  if (!isOfCleanup(through)) {
    return { apiVersion: 'v1', kind: 'Node', metadata: { name, ...metadata }, spec: taints ? { taints } : {} };
  }
  const [nodeName, requestedAt] = ['none', new Date().toISOString()];
  const spec = { nodeName, nodeUID: name, requestedAt, finalizer: 'example.com/none', plan: { tasks: [] } };
  return { apiVersion: 'infra.894.io/v1alpha1', kind: 'NodeCleanup', metadata: { name, ...metadata }, spec };
}

/** As a merge patch. */
function changes(before: Shape, after: Shape): object {
  const map = (field: 'annotations' | 'labels') => ({
    ...Object.fromEntries(Object.keys(before[field] ?? {}).map((key) => [key, null])),
    ...after[field],
  });
  const taints = before.taints === after.taints ? {} : { spec: { taints: after.taints ?? [] } };
  return {
    metadata: {
      annotations: map('annotations'),
      labels: map('labels'),
      finalizers: after.finalizers ?? [],
      ownerReferences: after.ownerReferences ?? [],
    },
    ...taints,
  };
}
