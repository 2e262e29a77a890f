import { beforeAll, expect, it } from 'vitest';
import { type Output, run } from '../../../hack/control-plane/command.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { CHART, helmProgram } from './rendering.ts';

// No Node can take a pod here, so a namespace that is deleted is gone at once.
const cluster = useCluster();
// Others in the cluster have the kind already, and need it.
const SETTINGS = ['--set', 'tls.mode=self-managed,guard.mode=policy,crds.install=false'];
let helm: string;

beforeAll(async () => {
  helm = await helmProgram();
}, 600_000);

const call = (namespace: string, ...args: readonly string[]): Promise<Output> =>
  run(helm, [...args, '--namespace', namespace], {
    env: { PATH: process.env.PATH, HOME: cluster.layout.root, KUBECONFIG: cluster.kubeconfig },
  });

it('a release whose namespace was deleted can be followed by one elsewhere, as the refusal says', async () => {
  const [first, second] = await Promise.all([createNamespace(cluster, 'first'), createNamespace(cluster, 'second')]);
  for (const namespace of [first, second]) {
    const args = ['uninstall', 'node-cleanup', '--no-hooks', '--ignore-not-found'];
    cluster.atEnd(async () => void (await call(namespace, ...args)));
  }
  expect(await call(first, 'install', 'node-cleanup', CHART, ...SETTINGS)).toMatchObject({ code: 0 });
  const there = await call(second, 'install', 'node-cleanup', CHART, ...SETTINGS);
  expect(there.stderr).toContain(`by the release node-cleanup in namespace ${first}, and there can be one`);

  await cluster.api.delete(`/api/v1/namespaces/${first}`);
  const path = `/api/v1/namespaces/${first}`;
  await eventually(async () => (await cluster.api.find(path)) === undefined, {
    describe: 'the namespace to be gone',
    deadline: 120_000,
  });
  const gone = await call(second, 'install', 'node-cleanup', CHART, ...SETTINGS);
  expect(gone.code).toBe(1);
  expect(gone.stderr).toContain(`by the release node-cleanup in namespace ${first}, which is deleted`);
  expect(gone.stderr).toContain(`helm install node-cleanup CHART -n ${first}`);

  const [, command = ''] = /\(kubectl (delete -A [^)]+)\)/.exec(gone.stderr) ?? [];
  expect(await cluster.kubectl(command.split(' '))).toMatchObject({ code: 0 });
  const [, flags = ''] = /install with ((?:--\S+ ?)+)/.exec(gone.stderr) ?? [];
  const again = await call(second, 'install', 'node-cleanup', CHART, ...SETTINGS, ...flags.trim().split(' '));
  expect(again).toMatchObject({ code: 0 });
}, 300_000);
