import { beforeAll, describe, expect, test } from 'vitest';
import { listAt, stringAt } from '../../../lib/kube/json.ts';
import { createNotify } from '../../../lib/tasks/notify/notify.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { guardedNode, operatorFor } from '../../chaos/operators.ts';
import { type Alertmanager, createAlertmanager, startAlertmanager } from '../../support/alertmanager.ts';
import { eventually } from '../../support/eventually.ts';
import { annotateNode, deleteNode, getNode, waitUntilGone } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { answering, dribbling, flooding, type Receiver, useReceivers } from '../../unit/tasks/receiver.ts';
import { taskRun } from '../../unit/tasks/run.ts';
import { FINALIZER, installCrd, SKIP, waitForCleanup } from '../cleanup/spine.ts';

const cluster = useCluster();
const { receiver } = useReceivers();
beforeAll(() => installCrd(cluster));

const ticket = (url: string) => ({ task: 'http', name: 'ticket', options: { url } });
const alert = ({ url }: Alertmanager) => ({
  task: 'notify',
  name: 'alert',
  on: ['started', 'blocked', 'finished'],
  options: { url, format: 'alertmanager', labels: { cluster: cluster.prefix } },
});

/** The names of the alerts that fire for a Node. */
async function firing(alertmanager: Alertmanager, node: string): Promise<readonly string[]> {
  const alerts = await alertmanager.alerts({ node, cluster: cluster.prefix });
  return alerts.map((each) => stringAt(each, 'labels', 'alertname') ?? '').toSorted();
}

const waitForAlerts = (alertmanager: Alertmanager, node: string, names: readonly string[]) =>
  eventually(() => firing(alertmanager, node), {
    describe: `Alertmanager to have ${names.join(', ') || 'no alert'} for ${node}`,
    until: (seen) => seen.join() === names.join(),
  });

/** What Alertmanager has told of an alert, in order. */
const told = ({ received }: Receiver, alertname: string): readonly string[] =>
  received.flatMap(({ body }) =>
    listAt(JSON.parse(body), 'alerts')
      .filter((each) => stringAt(each, 'labels', 'alertname') === alertname)
      .map((each) => stringAt(each, 'status') ?? ''),
  );

test('a Node that somebody does not let go shows up in an Alertmanager that was down at first, until it has gone', async () => {
  const pager = await receiver(answering(200));
  const alertmanager = await createAlertmanager(cluster, { webhook: pager.url });
  let answer = answering(403, {}, '{"message":"freeze until Monday"}');
  const hook = await receiver((response, received) => answer(response, received));
  const plan = { label: 'frozen', tasks: [ticket(hook.url), alert(alertmanager)] };
  const first = await operatorFor(cluster, plan);
  const node = await guardedNode(cluster, 'frozen');
  await deleteNode(cluster, node);
  const blocked = await waitForCleanup(
    cluster,
    node,
    'blocked, with an alert that was not heard',
    ({ status }) =>
      status.phase === 'Blocked' && status.tasks.some(({ name, attempts }) => name === 'alert.blocked' && attempts > 1),
  );
  expect(blocked.status.message).toBe(`ticket is blocked: ${hook.host} says no (HTTP 403): freeze until Monday`);

  await alertmanager.start();
  await waitForAlerts(alertmanager, node, ['NodeCleanupBlocked', 'NodeCleanupStarted']);
  const [page] = await alertmanager.alerts({ node, alertname: 'NodeCleanupBlocked' });
  expect(page).toMatchObject({
    labels: { severity: 'warning', record: blocked.name },
    annotations: { description: blocked.status.message },
    status: { state: 'active' },
  });

  await first.kill('SIGKILL');
  answer = answering(204);
  await using _second = await operatorFor(cluster, plan);
  await waitUntilGone(cluster, node);
  const { status } = await waitForCleanup(cluster, node, 'completed', (seen) => seen.status.phase === 'Completed');
  expect(status.tasks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'ticket Done',
    'alert.started Done',
    'alert.blocked Done',
    'alert.finished Done',
  ]);
  expect(await firing(alertmanager, node)).toEqual([]);
  await eventually(() => told(pager, 'NodeCleanupBlocked'), {
    describe: 'the pager to be told that it is over',
    until: (seen) => seen.join() === 'firing,resolved',
  });
  // Each time it was the same question.
  expect(new Set(hook.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(told(pager, 'NodeCleanupFailed')).toEqual([]);
});

test('an alert is over when the skip annotation lets the Node go', async () => {
  const alertmanager = await startAlertmanager(cluster);
  const hook = await receiver(answering(403));
  await using _operator = await operatorFor(cluster, {
    label: 'skipped',
    tasks: [ticket(hook.url), alert(alertmanager)],
  });
  const node = await guardedNode(cluster, 'skipped');
  await deleteNode(cluster, node);
  await waitForAlerts(alertmanager, node, ['NodeCleanupBlocked', 'NodeCleanupStarted']);
  await annotateNode(cluster, node, { [SKIP]: 'true' });
  await waitForCleanup(cluster, node, 'skipped', ({ status }) => status.phase === 'Skipped');
  expect(await firing(alertmanager, node)).toEqual([]);
});

test('a Node stays as long as nobody has said yes, whatever else they say', async () => {
  const { host, url, close } = await receiver(answering(204));
  await close();
  const answers = [answering(200, {}, '<html>Please log in'), flooding(200), answering(302, { location: '/' })];
  const babbling = await receiver((response, received) => (answers.shift() ?? dribbling(200))(response, received));
  const slowly = { ...ticket(babbling.url), name: 'babbler', options: { url: babbling.url, timeout: '300ms' } };
  await using _operator = await operatorFor(cluster, { label: 'unheard', tasks: [ticket(url), slowly] });
  const node = await guardedNode(cluster, 'unheard');
  await deleteNode(cluster, node);
  const { status } = await waitForCleanup(
    cluster,
    node,
    'asking both in vain',
    (seen) => seen.status.tasks.length === 2 && seen.status.tasks.every(({ attempts }) => attempts > 3),
    40_000,
  );
  expect(status.tasks.map(({ state, message }) => [state, message])).toEqual([
    ['Retrying', `asking ${host} (option url): connect ECONNREFUSED ${host}`],
    ['Retrying', `asking ${babbling.host} (option url): no answer within 0.3 s`],
  ]);
  expect((await getNode(cluster, node)).metadata.finalizers).toEqual([FINALIZER]);
});

describe('Alertmanager', () => {
  const notify = createNotify({ clock: systemClock });
  const options = (url: string) => ({ url, format: 'alertmanager', labels: { cluster: cluster.prefix } });

  test.each([
    ['just now', 0],
    ['an hour ago', 3_600_000],
  ])('forgets an alert that was raised %s, and knows none that never was', async (_, ms) => {
    const alertmanager = await startAlertmanager(cluster);
    const common = { options: options(alertmanager.url), startedAt: Date.now() - ms };
    using raise = taskRun({ ...common, name: 'alert.failed' });
    using again = taskRun({ ...common, name: 'alert.failed' });
    using end = taskRun({ ...common, name: 'alert.finished', startedAt: Date.now() });
    expect(await notify.run(raise)).toMatchObject({ state: 'done' });
    expect(await notify.run(again)).toMatchObject({ state: 'done' });
    expect(await firing(alertmanager, 'n1')).toEqual(['NodeCleanupFailed']);
    expect(await notify.run(end)).toMatchObject({ state: 'done' });
    expect(await firing(alertmanager, 'n1')).toEqual([]);
  });

  test('says what it has against an alert, and that is shown', async () => {
    const alertmanager = await startAlertmanager(cluster);
    const over = { ...options(alertmanager.url), alertFor: '1h' };
    using run = taskRun({ name: 'alert.failed', options: over, startedAt: Date.now() + 7_200_000 });
    const { host } = new URL(alertmanager.url);
    const message = `notifying: ${host} answered HTTP 400: "start time must be before end time"`;
    await expect(notify.run(run)).rejects.toThrow(message);
  });

  test('does not believe an end that its clock has not reached, which is why ours are past', async () => {
    const alertmanager = await startAlertmanager(cluster);
    const time = (ms: number) => new Date(Date.now() + ms).toISOString();
    const labels = { alertname: 'Trial', node: 'n1', cluster: cluster.prefix };
    const post = async (startsAt: string, endsAt: string) => {
      const body = JSON.stringify([{ labels, startsAt, endsAt }]);
      const headers = { 'content-type': 'application/json' };
      await fetch(`${alertmanager.url}/api/v2/alerts`, { method: 'POST', headers, body });
      const [found] = await alertmanager.alerts({ alertname: 'Trial' });
      return stringAt(found, 'endsAt');
    };
    const late = time(3_600_000);
    await post(time(-60_000), late);
    expect(await post(time(-60_000), time(1_000))).toBe(late);
    expect(await post(time(-60_000), time(-1_000))).toBeUndefined();
  });
});
