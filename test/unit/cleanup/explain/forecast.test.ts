import { describe, expect, it } from 'vitest';
import { forecastOf, type Prospect } from '../../../../lib/cleanup/explain/forecast.ts';
import type { TaskKind } from '../../../../lib/config/task-kind.ts';
import { isObject } from '../../../../lib/kube/json.ts';
import type { PlannedTask } from '../../../../lib/operation/plan.ts';
import { installationOf } from '../../../../lib/rights/operator-rights.ts';
import type { Forecast, NodeTask } from '../../../../lib/tasks/node-task.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubeClient } from '../../../support/fake-kube-client.ts';
import { plan, plannedTask } from '../sample.ts';
import { explained, guarded } from './sample.ts';

const task = (foresee: () => Promise<Forecast>): NodeTask => ({
  run: () => Promise.reject(new Error('a dry run must not run a task')),
  foresee,
});

const answers = (forecast: Forecast) => task(() => Promise.resolve(forecast));

const kind = (name: string): TaskKind => ({
  name,
  description: '',
  stages: ['before'],
  options: {},
  timeout: '0s',
  onTimeout: 'block',
  rights: [
    { apiGroup: '', resource: 'pods/eviction', verbs: ['create'] },
    { apiGroup: '', resource: 'pods', verbs: ['delete'], onlyWith: 'force' },
  ],
});

interface World {
  readonly planned: readonly PlannedTask[];
  readonly tasks: Readonly<Record<string, NodeTask>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly asker?: Prospect['asker'];
  readonly own?: Prospect['own'];
  readonly client?: FakeKubeClient;
}

async function forecast({
  planned,
  tasks,
  annotations = {},
  asker = 'self',
  own = [],
  client = new FakeKubeClient(),
}: World) {
  const clock = new FakeClock();
  const found = forecastOf(
    guarded({ annotations }),
    {
      file: undefined,
      plan: plan(...planned),
      deadAfterMs: 300_000,
      tasks: new Map(Object.entries(tasks)),
      kinds: Object.keys(tasks).map(kind),
      asker,
      own,
      installation: installationOf('ops', 'lease'),
    },
    { client, clock, skipTasksKey: 'infra.894.io/skip-tasks', signal: new AbortController().signal },
  );
  await clock.advance(20_000);
  return found;
}

describe('what would happen', () => {
  it('is asked of every task of the plan', async () => {
    const { tasks } = await forecast({
      planned: [
        plannedTask('a'),
        plannedTask('b', { stage: 'after' }),
        plannedTask('c', { stage: { moment: 'blocked' } }),
      ],
      tasks: {
        a: answers({ state: 'blocked', reason: 'LastCopy', message: 'no', details: ['v1'] }),
        b: answers({ state: 'skipped', reason: 'NotInstalled', message: 'not there' }),
        c: answers({ state: 'done', message: 'posted' }),
      },
    });
    expect(tasks).toEqual([
      { name: 'a', task: 'a', stage: 'before', answer: 'Blocked', reason: 'LastCopy', message: 'no', details: ['v1'] },
      { name: 'b', task: 'b', stage: 'after', answer: 'Skipped', reason: 'NotInstalled', message: 'not there' },
      { name: 'c', task: 'c', stage: 'moment', moment: 'blocked', answer: 'Done', message: 'posted' },
    ]);
  });

  it.each([
    ['that throws', () => Promise.reject(new Error('list replicas is not allowed')), /list replicas is not allowed/],
    ['that never answers', () => new Promise<Forecast>(() => {}), /no answer within 20 s/],
  ])('is unknown of a task %s, and the others are asked all the same', async (_, foresee, message) => {
    const { tasks } = await forecast({
      planned: [plannedTask('bad'), plannedTask('good')],
      tasks: { bad: task(foresee), good: answers({ state: 'done', message: 'fine' }) },
    });
    expect(tasks).toMatchObject([
      { name: 'bad', answer: 'Unknown', message: expect.stringMatching(message) },
      { name: 'good', answer: 'Done' },
    ]);
  });

  it('leaves out what the annotation leaves out', async () => {
    const { tasks } = await forecast({
      planned: [plannedTask('a')],
      tasks: { a: answers({ state: 'blocked', reason: 'No', message: 'no' }) },
      annotations: { 'infra.894.io/skip-tasks': 'a' },
    });
    expect(tasks).toMatchObject([{ answer: 'Skipped', reason: 'SkipAnnotation' }]);
  });

  it('is a block for a task that this version does not have', async () => {
    const { tasks } = await forecast({ planned: [plannedTask('a', { task: 'newer' })], tasks: {} });
    expect(tasks).toMatchObject([{ answer: 'Blocked', reason: 'UnknownTask' }]);
  });
});

describe('the rights that would be missing', () => {
  const planned = [plannedTask('a'), plannedTask('b')];
  const tasks = {
    a: answers({ state: 'waiting', message: 'works' }),
    b: answers({ state: 'skipped', reason: 'NotInstalled', message: 'not there' }),
  };

  it('are those of tasks that would use them', async () => {
    const { rights } = await forecast({ planned, tasks });
    expect(rights).toEqual({
      of: 'the credentials of this command',
      missing: [{ right: 'create pods/eviction', tasks: ['a'] }],
    });
  });

  it('are also those that an option needs, once it is set', async () => {
    const rightsWith = async (options: PlannedTask['options']) =>
      (await forecast({ planned: [plannedTask('a', { options })], tasks })).rights.missing.map(({ right }) => right);
    expect(await rightsWith({ force: false })).toEqual(['create pods/eviction']);
    expect(await rightsWith({ force: true })).toEqual(['create pods/eviction', 'delete pods']);
  });

  it('are asked for the operator’s service account, as RBAC knows it', async () => {
    const client = new FakeKubeClient();
    await forecast({ planned, tasks, client, asker: { namespace: 'ops', name: 'cleaner' } });
    expect(client.calls.map(({ resource, body }) => [resource.plural, isObject(body) ? body.spec : undefined])).toEqual(
      [
        [
          'subjectaccessreviews',
          {
            resourceAttributes: { group: '', resource: 'pods', subresource: 'eviction', verb: 'create' },
            user: 'system:serviceaccount:ops:cleaner',
            groups: ['system:serviceaccounts', 'system:serviceaccounts:ops', 'system:authenticated'],
          },
        ],
      ],
    );
  });

  it('are also those that the operator itself needs, where it needs them', async () => {
    const own = [
      { apiGroup: 'coordination.k8s.io', resource: 'leases', verbs: ['update'], namespace: 'own', only: 'lease' },
    ] as const;
    const client = new FakeKubeClient();
    const { rights } = await forecast({ planned: [], tasks: {}, own, client });
    expect(rights.missing).toEqual([
      { right: 'update leases (coordination.k8s.io) lease in namespace ops', tasks: ['operator'] },
    ]);
    expect(client.calls.map(({ body }) => (isObject(body) ? body.spec : undefined))).toEqual([
      {
        resourceAttributes: {
          group: 'coordination.k8s.io',
          resource: 'leases',
          verb: 'update',
          namespace: 'ops',
          name: 'lease',
        },
      },
    ]);
  });

  it('are said not to be known when the API server does not tell', async () => {
    const client = new FakeKubeClient();
    client.fail(() => true, new Error('not allowed to ask'));
    expect((await forecast({ planned, tasks, client })).rights).toMatchObject({
      missing: [],
      unknown: 'not allowed to ask',
    });
  });
});

describe('the explanation of a Node that is not being deleted', () => {
  const rights = { of: 'the service account ops/cleaner', missing: [{ right: 'list pods', tasks: ['drain'] }] };
  const drain = {
    name: 'drain',
    task: 'drain',
    stage: 'before',
    answer: 'Blocked',
    reason: 'TwoBudgets',
    message: 'no',
  } as const;
  const explain = (view: Parameters<typeof explained>[0]['forecast'], annotations = {}) =>
    explained({ node: guarded({ annotations }), forecast: view });

  it('blocks when a task would', () => {
    const explanation = explain({
      view: { plan: 'defaults', tasks: [drain], rights: { ...rights, missing: [] } },
      ofOperator: false,
    });
    expect(explanation).toMatchObject({
      blocks: true,
      blockers: [{ by: 'Task', name: 'drain', reason: 'TwoBudgets' }],
    });
    expect(explanation.summary).toContain('its removal would be blocked by drain (TwoBudgets)');
  });

  it('blocks when the operator lacks a right, and only notes what others lack', () => {
    const view = { plan: 'config.yaml', tasks: [], rights };
    expect(explain({ view, ofOperator: true }).blockers).toMatchObject([
      { by: 'Rights', name: 'the service account ops/cleaner', message: 'it may not list pods (drain)' },
    ]);
    const mine = explain({ view, ofOperator: false });
    expect(mine.blocks).toBe(false);
    expect(mine.notes.join(' ')).toContain('it would lack: list pods (drain)');
  });

  it('says when it would go at once, and when there is something to do', () => {
    const of = (...tasks: (typeof drain | object)[]) =>
      explain({
        view: { plan: 'x', tasks: tasks as (typeof drain)[], rights: { of: '', missing: [] } },
        ofOperator: false,
      }).summary;
    expect(of()).toContain('it would go at once');
    expect(of({ ...drain, answer: 'Waiting' })).toContain('drain would have something to do, and nothing would block');
  });

  it('blocks by nothing when the skip annotation is there already', () => {
    const view = { plan: 'x', tasks: [drain], rights };
    expect(explain({ view, ofOperator: true }, { 'infra.894.io/skip-cleanup': 'true' }).blocks).toBe(false);
  });

  it('names the tasks that could not look', () => {
    const view = { plan: 'x', tasks: [{ ...drain, answer: 'Unknown' as const }], rights: { of: '', missing: [] } };
    expect(explain({ view, ofOperator: false })).toMatchObject({
      blocks: false,
      unseen: [{ what: 'what drain would do', why: 'no' }],
    });
  });

  it('does not promise that it would go when a task could not look', () => {
    const unknown = { ...drain, answer: 'Unknown' as const };
    const of = (...tasks: readonly (Omit<typeof drain, 'answer'> & { answer: 'Unknown' | 'Waiting' })[]) =>
      explain({ view: { plan: 'x', tasks, rights: { of: '', missing: [] } }, ofOperator: false }).summary;
    expect(of(unknown)).toMatch(/If it were deleted now, what drain would do cannot be seen\.$/);
    expect(of(unknown, { ...drain, name: 'portworx' as 'drain', answer: 'Waiting' })).toMatch(
      /portworx would have something to do, and what drain would do cannot be seen\.$/,
    );
  });
});
