import { beforeAll, expect, it } from 'vitest';
import { cleanupsOf, installCrd } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { createNode, deleteNode, findNode, waitUntilGone } from '../support/nodes.ts';
import { startOperator } from '../support/operator.ts';
import { chartKubeconfig } from '../support/rights/chart-rights.ts';
import { useCluster } from '../support/test-cluster.ts';

const cluster = useCluster();
// Of its own: the brake counts every removal of a prefix, those of an earlier run as well.
const PREFIX = `${cluster.prefix}.example.com`;
const NODES = 8;
const MAY_BEGIN = 2;

beforeAll(() => installCrd(cluster));

it('a leader that is killed while it holds lets no more begin, whenever it is killed', {
  timeout: 120_000,
}, async () => {
  const config = {
    prefix: PREFIX,
    nodeSelector: `test=${cluster.prefix}`,
    cleanup: { tasks: [{ task: 'cordon' }], brake: { hold: { above: MAY_BEGIN, within: '1h', atLeast: 1 } } },
  };
  const proxy = await startFaultProxy(cluster, await chartKubeconfig(cluster, { config }));
  const start = () =>
    startOperator(cluster, { kubeconfig: proxy.kubeconfig, leaderElect: false, logLevel: 'info', config });
  const names = await Promise.all(
    Array.from({ length: NODES }, async (_, index) => {
      const options = { labels: { test: cluster.prefix }, finalizers: [`${PREFIX}/node-cleanup`] };
      return (await createNode(cluster, `held-${index}`, options)).metadata.name;
    }),
  );
  const records = async () => (await Promise.all(names.map((name) => cleanupsOf(cluster, name)))).flat();
  const held = async () => (await records()).filter(({ status }) => status.phase === 'Held');
  const left = async () => (await Promise.all(names.map((name) => findNode(cluster, name)))).filter(Boolean).length;

  let operator = await start();
  await operator.waitReady();
  const ofStatus = { path: /nodecleanups\/.*\/status$/, method: 'PUT' } as const;
  const dies = async (kind: 'instead' | 'after-server') => {
    const dead = Promise.withResolvers<void>();
    const where = ({ body }: { body: string }) => body.includes('"phase":"Held"');
    const act = () => void operator.kill('SIGKILL').then(() => dead.resolve());
    using _fault = proxy.inject({ ...ofStatus, where }, { kind, act }, { times: 1 });
    await dead.promise;
  };
  const before = dies('instead');
  await Promise.all(names.map((name) => deleteNode(cluster, name)));
  await before;
  const after = dies('after-server');
  operator = await start();
  await after;
  operator = await start();
  const shown = await eventually(held, {
    describe: 'all others to be held',
    until: (seen) => seen.length === NODES - MAY_BEGIN,
  });
  await operator.kill('SIGKILL');
  operator = await start();
  await operator.waitReady();
  await eventually(() => operator.health('/metrics'), {
    describe: 'the new leader to count what is held',
    until: ({ text }) => /^cleanup_operations\{phase="Held"\} [1-9]/m.test(text),
  });
  await eventually(left, {
    describe: 'those that had begun to be gone',
    until: (count) => count === NODES - MAY_BEGIN,
  });
  expect(await held()).toHaveLength(NODES - MAY_BEGIN);

  const notes = [
    'get',
    'events.events.k8s.io',
    '--field-selector',
    'reason=CleanupHeld',
    '-o',
    'jsonpath={.items[*].note}',
  ];
  await eventually(() => cluster.kubectl(notes), {
    // What is recorded in the moment of a kill is lost; the next leader tells it again.
    describe: 'people to be told',
    until: ({ stdout }) =>
      shown.every(({ name }) => stdout.includes(`kubectl annotate ncl ${name} ${PREFIX}/release-hold=true`)),
  });
  for (const record of shown) {
    await cluster.kubectl(['annotate', 'ncl', record.name, `${PREFIX}/release-hold=true`]);
  }
  await Promise.all(names.map((name) => waitUntilGone(cluster, name)));
  await operator.kill();
});
