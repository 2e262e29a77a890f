import { describe, expect, it } from 'vitest';
import { RELEASE_ALL_RIGHTS, VERIFY_RIGHTS } from '../../../lib/cleanup/rights.ts';
import { type Need, needsOfOperator, needsOfTasks } from '../../../lib/config/rights.ts';
import { at, type JsonObject, listAt, stringAt } from '../../../lib/kube/json.ts';
import { installationOf, operatorRights } from '../../../lib/rights/operator-rights.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { renderChart } from '../../support/rights/render-chart.ts';
import { rulesFor } from '../../support/rights/rules.ts';

const DEFAULT_PLAN: readonly { task: string; options?: object }[] = TASK_KINDS.filter(
  ({ byDefault }) => byDefault !== undefined,
).map(({ name }) => ({ task: name }));

/** The rules of every role of a service account, by namespace; '' is the ClusterRole. */
function granted(objects: readonly JsonObject[], account: string): Readonly<Record<string, unknown>> {
  const bindings = objects.filter((object) => stringAt(object, 'kind')?.endsWith('RoleBinding'));
  const ofAccount = bindings.filter((binding) => stringAt(listAt(binding, 'subjects')[0], 'name') === account);
  return Object.fromEntries(
    ofAccount.map((binding) => {
      const namespace = stringAt(binding, 'metadata', 'namespace');
      const role = objects.find(
        (object) =>
          stringAt(object, 'kind') === stringAt(binding, 'roleRef', 'kind') &&
          stringAt(object, 'metadata', 'name') === stringAt(binding, 'roleRef', 'name') &&
          stringAt(object, 'metadata', 'namespace') === namespace,
      );
      return [namespace ?? '', listAt(role, 'rules')];
    }),
  );
}

const asRecord = (needs: readonly Need[], installation = installationOf('ops', 'node-cleanup-webhook')) =>
  Object.fromEntries(rulesFor(needs, installation));

const JOB = { task: 'job', options: { namespace: 'tools', template: {} } };

/** Values of the chart, and what of them the code needs to know. */
const CASES: readonly (readonly [string, readonly { task: string; options?: object }[] | undefined])[] = [
  ['without a configuration', undefined],
  ['with an empty plan', []],
  ['with one task', [{ task: 'cordon' }]],
  ['with tasks that need nothing', [{ task: 'http', options: { url: 'https://a.example' } }, { task: 'notify' }]],
  ['with the same task twice', [{ task: 'drain' }, { task: 'drain', options: { forceAfter: '1h' } }]],
  ['with an option that is off', [{ task: 'volumes-detach', options: { forceDetach: false } }]],
  ['with an option that is on', [{ task: 'volumes-detach', options: { forceDetach: true, proofURL: 'https://a' } }]],
  ['with an empty list', [{ task: 'local-volumes', options: { deleteClaims: [] } }]],
  ['with a list', [{ task: 'local-volumes', options: { deleteClaims: ['local-ssd'] } }]],
  ['with a task in a namespace of its own', [JOB, { task: 'job', options: { namespace: 'other', template: {} } }]],
  ['with a task in the namespace of the operator', [{ task: 'job', options: { namespace: 'ops', template: {} } }]],
  [
    'with every task and every option',
    [
      ...DEFAULT_PLAN,
      JOB,
      { task: 'local-volumes', options: { deleteClaims: ['a'] } },
      { task: 'longhorn-evacuate', options: { deleteFailedReplicas: true } },
      { task: 'volumes-detach', options: { forceDetach: true, outOfService: true } },
      { task: 'volumes-verify', options: { deleteReleased: true } },
    ],
  ],
];

describe('the roles of the chart grant exactly what the code says that it needs', () => {
  it.each(CASES)('%s', async (_, tasks) => {
    // Two tasks of a kind need names, which say nothing of rights.
    const named = tasks?.map((task, index) => ({ ...task, name: `task-${index}` }));
    const config = named === undefined ? {} : { cleanup: { tasks: named } };
    const objects = await renderChart({ config, tls: { mode: 'secret', secretName: 'given' } });
    const plan = (tasks ?? DEFAULT_PLAN).map(({ task, options = {} }) => ({ task, options: { ...options } }));
    const needs = [...needsOfOperator(operatorRights({ leaderElect: true })), ...needsOfTasks(TASK_KINDS, plan)];
    expect(granted(objects, 'node-cleanup-webhook')).toEqual(asRecord(needs));
  });

  it('with a certificate that the operator makes, and names of its own', async () => {
    const objects = await renderChart({
      tls: { mode: 'self-managed', secretName: 'mine' },
      fullnameOverride: 'guard',
      extraEnv: [{ name: 'LEASE_NAME', value: 'turn' }],
      config: { cleanup: { tasks: [] } },
    });
    const selfManaged = { secret: 'mine', webhooks: 'guard' };
    const needs = needsOfOperator(operatorRights({ leaderElect: true, selfManaged }));
    expect(granted(objects, 'guard')).toEqual(asRecord(needs, installationOf('ops', 'turn', selfManaged)));
  });

  it('for the hook that releases every Node, and for helm test', async () => {
    const objects = await renderChart({ tls: { mode: 'secret', secretName: 'given' } });
    expect(granted(objects, 'node-cleanup-webhook-release-all')).toEqual(asRecord(needsOfOperator(RELEASE_ALL_RIGHTS)));
    expect(granted(objects, 'node-cleanup-webhook-test')).toEqual(asRecord(needsOfOperator(VERIFY_RIGHTS)));
  });

  it('and none at all when somebody else makes the roles', async () => {
    const objects = await renderChart({ rbac: { create: false }, tls: { mode: 'secret', secretName: 'given' } });
    expect(objects.filter((object) => /Role/.test(stringAt(object, 'kind') ?? ''))).toEqual([]);
  });

  it('never by a wildcard', async () => {
    const objects = await renderChart({ tls: { mode: 'self-managed' } });
    const rules = objects.flatMap((object) => listAt(object, 'rules'));
    const lists = rules.flatMap((rule) => ['apiGroups', 'resources', 'verbs'].map((key) => at(rule, key)));
    expect(lists.length).toBeGreaterThan(100);
    expect(JSON.stringify(lists)).not.toContain('*');
  });
});
