import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { customResourceDefinitions } from '../../../cmd/crds.ts';
import { type ControlPlane, startControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { isObject, stringAt, stringMapAt } from '../../../lib/kube/json.ts';
import { eventually } from '../../support/eventually.ts';
import { render } from '../../support/guard-scene.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
let controlPlane: ControlPlane;

beforeAll(async () => {
  const values = { tls: { mode: 'self-managed' }, guard: { skip: { users: ['admin'] } } };
  const objects = await render(cluster, values, { only: ['guard.yaml'] });
  controlPlane = await startControlPlane({
    auditLog: true,
    report: () => {},
    without: ['kube-controller-manager', 'kube-scheduler', 'kwok'],
  });
  cluster.atEnd(() => controlPlane[Symbol.asyncDispose]());
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
});

async function apply(input: string): Promise<void> {
  expect(await controlPlane.kubectl(['apply', '-f', '-'], { input })).toMatchObject({ code: 0 });
}

/** What the audit log says of those who let the Node go, or whose record it is. */
const notesOf = (name: string, policy: string): readonly string[] =>
  readFileSync(controlPlane.layout.auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line): unknown => JSON.parse(line))
    .filter((event) => isObject(event) && stringAt(event, 'objectRef', 'name') === name)
    .flatMap((event) => stringMapAt(event, 'annotations')[`${policy}/let-go`] ?? []);

test('the audit log says who let a Node go, by what, and why', async () => {
  await controlPlane.api.create('/api/v1/nodes', { metadata: { name: 'worker-1' } });
  let times = 0;
  const skipOnceMore = async () => {
    times += 1;
    const annotations = { 'infra.894.io/skip-cleanup': 'true', 'infra.894.io/skip-reason': `it burnt ${times} times` };
    await controlPlane.api.patch('/api/v1/nodes/worker-1', { metadata: { annotations } });
    return notesOf('worker-1', 'node-cleanup-webhook-guard');
  };
  // The policy takes effect a moment after it is created; the log is written before the answer.
  const [first = ''] = await eventually(skipOnceMore, {
    describe: 'the audit log to say who skipped',
    until: (found) => found.length > 0,
  });
  expect(first).toMatch(
    /^admin: (annotation infra\.894\.io\/skip-cleanup, )?annotation infra\.894\.io\/skip-reason, because: it burnt \d+ times$/,
  );
});

test('it says who wrote a record; and records go with their CustomResourceDefinition, whoever may skip', async () => {
  await apply(customResourceDefinitions());
  await controlPlane.kubectl(['wait', '--for=condition=Established', 'crd/nodecleanups.infra.894.io']);
  const [nodeName, requestedAt] = ['worker-1', new Date().toISOString()];
  const spec = { nodeName, nodeUID: 'u', requestedAt, finalizer: 'infra.894.io/node-cleanup', plan: {} };
  const record = { apiVersion: 'infra.894.io/v1alpha1', kind: 'NodeCleanup', metadata: { name: 'forged' }, spec };
  const input = JSON.stringify(record);
  const somebody = ['--as=somebody', '--as-group=system:masters', '--dry-run=server'];
  const refused = await eventually(() => controlPlane.kubectl(['create', '-f', '-', ...somebody], { input }), {
    describe: 'the policy to guard records',
    until: ({ code }) => code !== 0,
  });
  expect(refused.stderr).toContain(
    'you may not create a NodeCleanup: guard.skip of node-cleanup-webhook says who may let a Node go',
  );
  await apply(input);
  expect(notesOf('forged', 'node-cleanup-webhook-guard-holds')).toContain('admin: create a NodeCleanup');
  expect(await controlPlane.kubectl(['delete', 'crd', 'nodecleanups.infra.894.io', '--timeout=60s'])).toMatchObject({
    code: 0,
  });
});
