import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { startControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { isObject, stringAt, stringMapAt } from '../../../lib/kube/json.ts';
import { eventually } from '../../support/eventually.ts';
import { render } from '../../support/guard-scene.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
const NOTE = 'node-cleanup-webhook-guard/let-go';

test('the audit log says who let a Node go, by what, and why', async () => {
  const objects = await render(cluster, { tls: { mode: 'self-managed' } }, { only: ['guard.yaml'] });
  const controlPlane = await startControlPlane({
    auditLog: true,
    report: () => {},
    without: ['kube-controller-manager', 'kube-scheduler', 'kwok'],
  });
  onTestFinished(() => controlPlane[Symbol.asyncDispose]());
  await controlPlane.api.create('/api/v1/nodes', { metadata: { name: 'worker-1' } });
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  expect(await controlPlane.kubectl(['apply', '-f', '-'], { input })).toMatchObject({ code: 0 });

  const notes = () =>
    readFileSync(controlPlane.layout.auditLog, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line): unknown => JSON.parse(line))
      .filter((event) => isObject(event) && stringAt(event, 'objectRef', 'name') === 'worker-1')
      .flatMap((event) => stringMapAt(event, 'annotations')[NOTE] ?? []);
  let times = 0;
  const skipOnceMore = async () => {
    times += 1;
    const annotations = { 'infra.894.io/skip-cleanup': 'true', 'infra.894.io/skip-reason': `it burnt ${times} times` };
    await controlPlane.api.patch('/api/v1/nodes/worker-1', { metadata: { annotations } });
    return notes();
  };
  // The policy takes effect a moment after it is created; the log is written before the answer.
  const [first = ''] = await eventually(skipOnceMore, {
    describe: 'the audit log to say who skipped',
    until: (found) => found.length > 0,
    deadline: 60_000,
  });
  expect(first).toMatch(
    /^admin: (annotation infra\.894\.io\/skip-cleanup, )?annotation infra\.894\.io\/skip-reason, because: it burnt \d+ times$/,
  );
}, 180_000);
