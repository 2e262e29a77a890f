import { describe, expect, it } from 'vitest';
import { defaultConfig, loadConfig } from '../../../lib/config/load.ts';
import { configOf, KINDS, RULES } from './sample.ts';

const HOUR = 3_600_000;

describe('without saying anything', () => {
  it('a Node is cordoned and drained, for as long as it takes', () => {
    const { cleanup, ...rest } = defaultConfig(KINDS);
    expect(rest).toEqual({
      prefix: 'infra.894.io',
      nodeSelector: '',
      guard: { operators: [], skip: { users: [], groups: [] }, requireReason: false },
    });
    expect(cleanup).toMatchObject({ concurrency: 10, keepFinishedMs: 24 * HOUR });
    expect(cleanup.plan).toMatchObject({
      deadlineMs: undefined,
      onDeadline: 'block',
      retry: { baseMs: 1_000, capMs: 300_000 },
    });
    expect(cleanup.plan.tasks.map(({ name, needs }) => [name, ...needs])).toEqual([['cordon'], ['drain', 'cordon']]);
  });

  it.each(['', ' \n\n', '# nothing\n', '---\n', 'null', '~\n'])(
    '%j is the defaults, and said to be empty',
    async (text) => {
      expect(await loadConfig(text, RULES)).toEqual({
        outcome: 'config',
        config: defaultConfig(KINDS),
        notes: ['the file is empty: the defaults are used'],
      });
    },
  );

  it.each(['{}', 'cleanup: {}', 'cleanup: {retry: {}}'])('%s is the defaults', async (text) => {
    expect(await configOf(text)).toEqual(defaultConfig(KINDS));
  });

  it('every part that is not spoken of keeps its default', async () => {
    const { plan } = (await configOf('cleanup: {retry: {cap: 1h}}')).cleanup;
    expect(plan.retry).toEqual({ baseMs: 1_000, capMs: HOUR });
    expect(plan.tasks).toHaveLength(2);
  });
});

describe('what a file says', () => {
  it('is taken, in YAML', async () => {
    const config = await configOf(`
prefix: nodes.example.com
nodeSelector: "pool in (a, b),!gpu"
guard: {operators: ["system:serviceaccount:a:b"], skip: {users: [alice], groups: [admins]}, requireReason: true}
cleanup:
  concurrency: 3
  deadline: 1h30m
  onDeadline: continue
  keepFinished: 0s
  retry: {base: 500ms, cap: 2m}
  brake: {hold: {above: 7, within: 1m, atLeast: 2}, storage: {max: 5%, per: zone}}
  returnedMachines: taint
  tasks:
    - task: drain
      name: evict
      timeout: 90s
      onTimeout: continue
      options: {maxParallel: 5}
    - task: check
      stage: after
`);
    expect(config).toEqual({
      prefix: 'nodes.example.com',
      nodeSelector: 'pool in (a, b),!gpu',
      guard: {
        operators: ['system:serviceaccount:a:b'],
        skip: { users: ['alice'], groups: ['admins'] },
        requireReason: true,
      },
      cleanup: {
        concurrency: 3,
        keepFinishedMs: 0,
        deadAfterMs: 300_000,
        brake: {
          hold: { above: { count: 7 }, withinMs: 60_000, atLeast: 2 },
          storage: { max: { percent: 5 }, per: 'zone' },
        },
        returnedMachines: 'taint',
        plan: {
          deadlineMs: 1.5 * HOUR,
          onDeadline: 'continue',
          retry: { baseMs: 500, capMs: 120_000 },
          tasks: [
            {
              name: 'evict',
              task: 'drain',
              stage: 'before',
              needs: [],
              timeoutMs: 90_000,
              onTimeout: 'continue',
              options: { gracePeriod: '', skipPods: '', unmanaged: 'evict', maxParallel: 5, force: false },
            },
            {
              name: 'check',
              task: 'check',
              stage: 'after',
              needs: [],
              timeoutMs: undefined,
              onTimeout: 'block',
              options: {},
            },
          ],
        },
      },
    });
  });

  it('is taken in JSON, which is YAML', async () => {
    expect((await configOf('{"cleanup": {"tasks": [{"task": "cordon"}]}}')).cleanup.plan.tasks).toHaveLength(1);
  });

  it('is taken from bytes, also with a byte order mark and Windows line ends', async () => {
    const bytes = new TextEncoder().encode('\ufeffcleanup:\r\n  concurrency: 7\r\n');
    const loaded = await loadConfig(bytes, RULES);
    expect(loaded).toMatchObject({ outcome: 'config', config: { cleanup: { concurrency: 7 } } });
  });

  it('may use anchors', async () => {
    const { tasks } = (
      await configOf(`cleanup:
  tasks:
    - {task: drain, name: a, options: &slow {maxParallel: 1}}
    - {task: drain, name: b, options: *slow}
`)
    ).cleanup.plan;
    expect(tasks.map(({ options }) => options.maxParallel)).toEqual([1, 1]);
  });

  it('a kind brings the timeout that nobody gave, and 0s is none', async () => {
    const { tasks } = (await configOf('cleanup: {tasks: [{task: drain}, {task: drain, name: b, timeout: 0s}]}')).cleanup
      .plan;
    expect(tasks.map(({ timeoutMs }) => timeoutMs)).toEqual([HOUR / 2, undefined]);
  });

  it('a kind that only runs after the pivot does so without being told', async () => {
    const { tasks } = (await configOf('cleanup: {tasks: [{task: forget}]}')).cleanup.plan;
    expect(tasks[0]?.stage).toBe('after');
  });
});

describe('a task that runs at moments', () => {
  it('is one for each, and each needs its like', async () => {
    const { tasks } = (
      await configOf(`cleanup:
  tasks:
    - {task: notify, name: chat, on: [failed, blocked], options: {url: "http://x"}}
    - {task: notify, name: page, on: [blocked], needs: [chat], options: {url: "http://x"}}
`)
    ).cleanup.plan;
    expect(tasks.map(({ name, stage, needs, onTimeout }) => ({ name, stage, needs, onTimeout }))).toEqual([
      { name: 'chat.blocked', stage: { moment: 'blocked' }, needs: [], onTimeout: 'continue' },
      { name: 'chat.failed', stage: { moment: 'failed' }, needs: [], onTimeout: 'continue' },
      { name: 'page.blocked', stage: { moment: 'blocked' }, needs: ['chat.blocked'], onTimeout: 'continue' },
    ]);
  });

  it('may run in a stage instead, if its kind can', async () => {
    const { tasks } = (await configOf('cleanup: {tasks: [{task: notify, stage: after, options: {url: "http://x"}}]}'))
      .cleanup.plan;
    expect(tasks[0]).toMatchObject({ name: 'notify', stage: 'after', timeoutMs: 600_000, onTimeout: 'continue' });
  });
});

describe('what a person may not expect is said', () => {
  it.each([
    ['an empty plan', 'cleanup: {tasks: []}', 'the plan has no tasks: a Node that is deleted goes at once'],
    [
      'nothing before the release',
      'cleanup: {tasks: [{task: forget}]}',
      'no task runs before the release: a Node that is deleted goes at once',
    ],
  ])('%s', async (_, text, note) => {
    expect(await loadConfig(text, RULES)).toMatchObject({ outcome: 'config', notes: [note] });
  });

  it('nothing of the usual', async () => {
    expect(await loadConfig('cleanup: {tasks: [{task: drain}]}', RULES)).toMatchObject({ notes: [] });
  });
});
