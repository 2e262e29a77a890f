import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isSameProcess, processIdentity } from '../../../hack/control-plane/process-identity.ts';
import { type OperatorOptions, spawnOperator } from '../../support/operator.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();
const entry = fileURLToPath(new URL('fake-operator.ts', import.meta.url));
const start = (options: OperatorOptions = {}) => spawnOperator(cluster, { entry, ...options });

it('starts the product with a configuration, a certificate and free ports', async () => {
  await using operator = start({ config: { tasks: [] }, leaderElect: false });
  const { command, flags } = await operator.waitForLog({ msg: 'started' });
  expect(command).toBe('serve');
  expect(flags).toMatchObject({
    kubeconfig: cluster.kubeconfig,
    config: operator.configFile,
    'cert-dir': operator.certDir,
    'webhook-port': '0',
    'leader-elect': 'false',
  });
  const written = JSON.parse(readFileSync(operator.configFile, 'utf8'));
  expect(written).toEqual({ tasks: [], cleanup: { brake: { hold: { above: 0 } } } });
  expect(existsSync(`${operator.certDir}/tls.crt`)).toBe(true);
});

it('reads the ports from the log and asks the health listener', async () => {
  await using operator = start();
  await operator.waitReady();
  expect(await operator.health('/livez')).toEqual({ status: 200, text: '/livez' });
  expect(operator.log.last(10)).toContain('not JSON');
});

it('stops it politely, or as a crash', async () => {
  const polite = start();
  await polite.waitReady();
  expect(await polite.kill()).toEqual({ code: 0, signal: null });
  expect(polite.log.matching({ msg: 'stopped' })).toHaveLength(1);

  const crashed = start();
  const identity = processIdentity(crashed.pid) ?? '';
  expect(await crashed.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  expect(isSameProcess(crashed.pid, identity)).toBe(false);
});

it('gives up at once on a process that has ended, with its last words', async () => {
  const operator = start({ entry: '/nowhere.ts' });
  await expect(operator.webhookPort()).rejects.toThrow(/operator has ended with 1[\s\S]*nowhere/);
});
