import { beforeAll, expect, it } from 'vitest';
import { type Output, run } from '../../../hack/control-plane/command.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { CHART, helmProgram } from './rendering.ts';

// No Node can take a pod here: the operator never runs, and neither does the Job that should release the Nodes.
const cluster = useCluster();
let helm: string;
let namespace = '';

beforeAll(async () => {
  helm = await helmProgram();
  namespace = await createNamespace(cluster);
}, 600_000);

const call = (...args: readonly string[]): Promise<Output> =>
  run(helm, [...args, '--namespace', namespace], {
    env: { PATH: process.env.PATH, HOME: cluster.layout.root, KUBECONFIG: cluster.kubeconfig },
  });

it('an uninstallation that cannot release the Nodes says so, leaves the release, and both ways are open', async () => {
  // The kind is there already, and other test files need it.
  const settings = ['--set', 'tls.mode=self-managed,releaseAll.timeoutSeconds=10,crds.install=false'];
  const installed = await call('install', 'node-cleanup', CHART, ...settings);
  expect(installed).toMatchObject({
    code: 0,
    // The test would fail until it runs.
    stdout: expect.stringMatching(
      `kubectl -n ${namespace} rollout status deploy/\\S+ && helm test node-cleanup -n ${namespace}`,
    ),
  });
  cluster.atEnd(async () => void (await call('uninstall', 'node-cleanup', '--no-hooks', '--ignore-not-found')));

  const failed = await call('uninstall', 'node-cleanup');
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/Job\/\S+\/node-cleanup-webhook-release-all not ready\. status: Failed/);
  // The rights were only lent.
  const roles = await cluster.kubectl(['get', 'clusterroles', 'node-cleanup-webhook-release-all']);
  expect(roles.stderr).toContain('NotFound');

  expect((await call('upgrade', 'node-cleanup', CHART)).stderr).toContain('has no deployed releases');
  expect(await call('rollback', 'node-cleanup', '1')).toMatchObject({ code: 0 });
  expect((await call('status', 'node-cleanup')).stdout).toContain('STATUS: deployed');
  expect(await call('uninstall', 'node-cleanup', '--no-hooks')).toMatchObject({ code: 0 });
}, 300_000);
