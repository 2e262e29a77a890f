import { expect, test } from 'vitest';
import { NODES } from '../../../lib/kube/resource.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import { createCordon } from '../../../lib/tasks/cordon.ts';
import { apiError, FakeKubeClient, noAnswer } from '../../support/fake-kube-client.ts';
import { node, subject, taskRun } from './run.ts';

const keys = nodeKeys();
const OURS = { key: keys.terminatingTaint, value: '', effect: 'NoSchedule' };

/** A Node on which no condition of the patch rests on something absent, which the fake takes for different from null. */
const LIVE = {
  metadata: { name: 'n1', uid: 'node-uid', annotations: {} },
  spec: { unschedulable: true, taints: [{ key: 'dedicated', effect: 'NoSchedule' }] },
};

function cluster(live: object | 'gone' = LIVE) {
  const client = new FakeKubeClient();
  if (live !== 'gone') client.put(NODES, live);
  const verbs = () => client.calls.map(({ verb }) => verb).join(' ');
  return { client, verbs, task: createCordon({ client, keys }) };
}

test('a Node that the watch shows as cordoned and tainted costs no request', async () => {
  const { task, verbs } = cluster();
  using run = taskRun({ subject: subject({ node: node({ unschedulable: true, taints: [OURS] }) }) });
  expect(await task.run(run)).toMatchObject({ state: 'done' });
  expect(verbs()).toBe('');
});

test('one look and one patch are enough', async () => {
  const { task, verbs, client } = cluster();
  using run = taskRun();
  expect(await task.run(run)).toMatchObject({ state: 'done' });
  expect(verbs()).toBe('get patch');
  expect(client.peek(NODES, 'n1')).toMatchObject({ spec: { taints: [{ key: 'dedicated' }, { key: OURS.key }] } });
});

test('a Node that is gone is not asked for', async () => {
  const { task, verbs } = cluster();
  using run = taskRun({ subject: subject({ node: undefined }) });
  expect(await task.run(run)).toEqual({ state: 'done', message: 'the Node is gone' });
  expect(verbs()).toBe('');
});

test('a Node that goes while it is looked at is gone', async () => {
  const { task } = cluster('gone');
  using run = taskRun();
  expect(await task.run(run)).toEqual({ state: 'done', message: 'the Node is gone' });
});

test('a Node that goes between the look and the patch is gone', async () => {
  const { task, client } = cluster();
  using _gone = client.behave(({ verb }) => {
    if (verb === 'patch') client.remove(NODES, 'n1');
    return undefined;
  });
  using run = taskRun();
  expect(await task.run(run)).toEqual({ state: 'done', message: 'the Node is gone' });
});

test('another Node of that name is not touched', async () => {
  const { task, verbs } = cluster({ ...LIVE, metadata: { ...LIVE.metadata, uid: 'other' } });
  using run = taskRun();
  expect(await task.run(run)).toEqual({ state: 'done', message: 'the Node is gone' });
  expect(verbs()).toBe('get');
});

test.each([409, 422])('after HTTP %i it looks again', async (code) => {
  const { task, client, verbs } = cluster();
  using _overtaken = client.fail(({ verb }) => verb === 'patch', apiError(code, 'Conflict'), 2);
  using run = taskRun();
  expect(await task.run(run)).toMatchObject({ state: 'done' });
  expect(verbs()).toBe('get patch get patch get patch');
});

test('what is refused again and again is an error, not a loop', async () => {
  const { task, client } = cluster();
  using _refused = client.fail(({ verb }) => verb === 'patch', apiError(422, 'Invalid'));
  using run = taskRun();
  await expect(task.run(run)).rejects.toMatchObject({ code: 422 });
  expect(client.calls).toHaveLength(10);
});

test.each([apiError(403, 'Forbidden'), apiError(429, 'TooManyRequests'), apiError(500, 'InternalError'), noAnswer()])(
  'an error is left to the engine: %s',
  async (error) => {
    const { task, client, verbs } = cluster();
    using _failing = client.fail(({ verb }) => verb === 'patch', error);
    using run = taskRun();
    await expect(task.run(run)).rejects.toBe(error);
    expect(verbs()).toBe('get patch');
  },
);
