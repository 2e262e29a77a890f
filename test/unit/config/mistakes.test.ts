import { describe, expect, it } from 'vitest';
import { configFailure } from '../../../lib/config/problem.ts';
import { problemsOf } from './sample.ts';

/** Tasks in a file, so that the first line of the text is line 3. */
const tasks = (text: string) => problemsOf(`cleanup:\n  tasks:\n${text}`);

describe('a text that is no configuration', () => {
  it.each<[string, string, string]>([
    ['a list', '- cordon\n- drain\n', 'c.yaml:1:1: this is a list; what belongs here is a map'],
    ['a word', 'hello', 'c.yaml:1:1: "hello" is a text; what belongs here is a map'],
    ['a number', '42', 'c.yaml:1:1: 42 is a whole number; what belongs here is a map'],
    ['a tab', 'cleanup:\n\tconcurrency: 1\n', 'c.yaml:2:1: a tab; YAML is indented with spaces'],
    ['a key twice', 'prefix: a\nprefix: b\n', 'c.yaml:2:1: this key stands here already; a map has each key once'],
    [
      'two documents',
      'prefix: a.b\n---\nprefix: c.d\n',
      'c.yaml:2:1: a second document begins; a configuration is one document',
    ],
    [
      'a tag',
      'prefix: !secret a\n',
      'c.yaml:1:9: a tag that means nothing here; tags (!name) are not used in a configuration',
    ],
    ['nesting without end', '['.repeat(50_000), 'c.yaml:1:1: maps and lists are nested too deeply'],
    ['nesting without end in a block', '- '.repeat(50_000), 'c.yaml:1:1: maps and lists are nested too deeply'],
  ])('%s', async (_, text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  it('a bracket that is never closed is told with its place', async () => {
    const [problem] = await problemsOf('cleanup:\n  tasks: [\n');
    expect(problem).toMatch(/^c\.yaml:3:1: this is not YAML: flow sequence/);
  });

  it('aliases that would fill the memory', async () => {
    const list = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
    const bomb = list('a', 'x') + list('b', '*a') + list('c', '*b') + list('d', '*c') + list('e', '*d');
    expect(await problemsOf(bomb)).toEqual(['c.yaml:1:1: too many aliases (*name)']);
  });

  it('an alias of what it stands in', async () => {
    expect(await problemsOf('cleanup: &self\n  tasks: *self\n')).toEqual([
      'c.yaml:2:10: cleanup.tasks: this is a map; what belongs here is a list',
    ]);
  });

  it('a file that is larger than any ConfigMap', async () => {
    expect(await problemsOf(`# ${'x'.repeat(1_048_576)}`)).toEqual([
      'c.yaml:1:1: the file has 1048578 bytes; at most 1048576 are read',
    ]);
  });

  it('a file that is no text', async () => {
    expect(await problemsOf(new Uint8Array([0x61, 0xff, 0xfe]))).toEqual(['c.yaml:1:1: the file is not UTF-8 text']);
  });
});

describe('a key that does not exist', () => {
  it.each<[string, string, string]>([
    [
      'at the top',
      'prefx: a\n',
      'c.yaml:1:1: prefx: unknown key; allowed are prefix, nodeSelector, guard, cleanup; did you mean "prefix"?',
    ],
    [
      'further down',
      'cleanup:\n  retry: {base: 1s, max: 5m}\n',
      'c.yaml:2:21: cleanup.retry.max: unknown key; allowed are base, cap',
    ],
    [
      'like none that there is',
      'zookeeper: {}\n',
      'c.yaml:1:1: zookeeper: unknown key; allowed are prefix, nodeSelector, guard, cleanup',
    ],
    [
      'that could harm',
      '__proto__: {x: 1}\n',
      'c.yaml:1:1: __proto__: unknown key; allowed are prefix, nodeSelector, guard, cleanup',
    ],
    [
      'that needs quotes',
      '"a.b c": 1\n',
      'c.yaml:1:1: ["a.b c"]: unknown key; allowed are prefix, nodeSelector, guard, cleanup',
    ],
    ['that is a number', '1: 2\n', 'c.yaml:1:1: 1: unknown key; allowed are prefix, nodeSelector, guard, cleanup'],
    [
      'of a merge',
      '<<: {prefix: a}\n',
      'c.yaml:1:1: ["<<"]: unknown key; allowed are prefix, nodeSelector, guard, cleanup',
    ],
  ])('%s', async (_, text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  it('among options is told with those of the kind', async () => {
    expect(await tasks('    - task: drain\n      options:\n        skippods: a\n')).toEqual([
      'c.yaml:5:9: cleanup.tasks[0].options.skippods: unknown key; allowed are gracePeriod, skipPods, unmanaged, maxParallel, force; did you mean "skipPods"?',
    ]);
  });

  it('among the options of a kind that has none', async () => {
    expect(await tasks('    - task: cordon\n      options: {x: 1}\n')).toEqual([
      'c.yaml:4:17: cleanup.tasks[0].options.x: unknown key; none is allowed here',
    ]);
  });
});

describe('a value of the wrong kind', () => {
  const at = (key: string, value: string) => `cleanup:\n  ${key}: ${value}\n`;

  it.each<[string, string, string]>([
    [
      'a number where a duration belongs',
      at('deadline', '30'),
      '2:13: cleanup.deadline: 30 is not a duration; write for instance 30s or 1h30m',
    ],
    [
      'a duration without a unit',
      at('deadline', '"30"'),
      '2:13: cleanup.deadline: "30" is not a duration; write for instance 30s or 1h30m',
    ],
    [
      'a duration in days',
      at('deadline', '1d'),
      '2:13: cleanup.deadline: "1d" is not a duration; write for instance 30s or 1h30m',
    ],
    [
      'a negative duration',
      at('deadline', '-5s'),
      '2:13: cleanup.deadline: "-5s" is not a duration; write for instance 30s or 1h30m',
    ],
    [
      'a duration with a blank',
      at('deadline', '1 h'),
      '2:13: cleanup.deadline: "1 h" is not a duration; write for instance 30s or 1h30m',
    ],
    [
      'a duration longer than a year',
      at('deadline', '9999h'),
      '2:13: cleanup.deadline: longer than a year; the most is 8784h',
    ],
    [
      'text where a number belongs',
      at('concurrency', 'many'),
      '2:16: cleanup.concurrency: "many" is a text; what belongs here is a whole number',
    ],
    [
      'half a Node',
      at('concurrency', '1.5'),
      '2:16: cleanup.concurrency: 1.5 is a number; what belongs here is a whole number',
    ],
    ['nobody at work', at('concurrency', '0'), '2:16: cleanup.concurrency: 0 is too small; the least is 1'],
    ['everybody at work', at('concurrency', '1001'), '2:16: cleanup.concurrency: 1001 is too large; the most is 1000'],
    [
      'a choice that there is not',
      at('onDeadline', 'contineu'),
      '2:15: cleanup.onDeadline: "contineu" is not possible here; one of block, continue; did you mean "continue"?',
    ],
    [
      'a list where a map belongs',
      at('retry', '[1s, 5m]'),
      '2:10: cleanup.retry: this is a list; what belongs here is a map',
    ],
    [
      'a map where a list belongs',
      at('tasks', '{drain: {}}'),
      '2:10: cleanup.tasks: this is a map; what belongs here is a list',
    ],
    [
      'a list without a value',
      at('tasks', ''),
      '2:10: cleanup.tasks: nothing stands here; write [] for an empty list, or leave the key out for the default',
    ],
    ['a map without a value', 'cleanup:\n', '1:9: cleanup: nothing stands here; leave the key out for the defaults'],
    [
      'a text without a value',
      'prefix:\n',
      '1:8: prefix: nothing stands here; give it a value, or leave the key out for the default',
    ],
    [
      'a task that is a word',
      at('tasks', '[drain]'),
      '2:11: cleanup.tasks[0]: "drain" is a text; what belongs here is a map',
    ],
    [
      'true where a text belongs',
      at('tasks', '[{task: cordon, name: true}]'),
      '2:32: cleanup.tasks[0].name: true is true or false; what belongs here is a text',
    ],
    [
      'text where a choice of two belongs',
      at('tasks', '[{task: drain, options: {force: yes}}]'),
      '2:42: cleanup.tasks[0].options.force: "yes" is a text; what belongs here is true or false',
    ],
    [
      'a need that is no list',
      at('tasks', '[{task: drain, needs: cordon}]'),
      '2:32: cleanup.tasks[0].needs: "cordon" is a text; what belongs here is a list',
    ],
    [
      'no backoff',
      at('retry', '{base: 0s}'),
      '2:17: cleanup.retry.base: too short for a wait between attempts; the least is 100ms',
    ],
    [
      'backoff that shrinks',
      at('retry', '{base: 1m, cap: 1s}'),
      '2:26: cleanup.retry.cap: less than "base", where the waits begin',
    ],
  ])('%s', async (_, text, problem) => {
    expect(await problemsOf(text)).toEqual([`c.yaml:${problem}`]);
  });

  it.each<[string, string, RegExp]>([
    [
      'a prefix that is no DNS name',
      'prefix: Infra/894\n',
      /^c\.yaml:1:9: prefix: "Infra\/894" cannot stand here\. A DNS name/,
    ],
    [
      'a selector that cannot be read',
      'nodeSelector: "pool in (a"\n',
      /^c\.yaml:1:15: nodeSelector: this is not a label selector: expected/,
    ],
    [
      'a name that could not be typed',
      'cleanup: {tasks: [{task: cordon, name: "a,b"}]}\n',
      /^c\.yaml:1:40: cleanup\.tasks\[0\]\.name: "a,b" cannot stand here\./,
    ],
    [
      'a url that is none',
      'cleanup: {tasks: [{task: notify, on: [failed], options: {url: x}}]}\n',
      /options\.url: "x" cannot stand here\. Where to send it: http:\/\/ or https:\/\/\.$/,
    ],
    [
      'a selector among options',
      'cleanup: {tasks: [{task: drain, options: {skipPods: "a in"}}]}\n',
      /options\.skipPods: this is not a label selector/,
    ],
    [
      'a value as long as a book',
      `prefix: "${'x'.repeat(5_000)}"\n`,
      /^c\.yaml:1:9: prefix: "x{58}… cannot stand here/,
    ],
  ])('%s', async (_, text, problem) => {
    const problems = await problemsOf(text);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});

describe('a plan that cannot work', () => {
  it.each<[string, string, readonly string[]]>([
    ['a task without a kind', '    - name: a\n', ['3:7: cleanup.tasks[0]: "task" is missing']],
    [
      'a kind that does not exist',
      '    - task: darin\n',
      [
        '3:13: cleanup.tasks[0].task: "darin" is not possible here; one of cordon, drain, forget, check, notify, alarm; did you mean "drain"?',
      ],
    ],
    [
      'two tasks of one name',
      '    - task: drain\n    - task: drain\n',
      ['4:7: cleanup.tasks[1].name: another task is called "drain" already; give one of them a name of its own'],
    ],
    [
      'two tasks that were given one name',
      '    - {task: drain, name: x}\n    - {task: cordon, name: x}\n',
      ['4:28: cleanup.tasks[1].name: another task is called "x" already; give one of them a name of its own'],
    ],
    [
      'a need that no task is',
      '    - task: cordon\n    - task: drain\n      needs: [cordn]\n',
      ['5:15: cleanup.tasks[1].needs[0]: no task of the plan is called "cordn"; did you mean "cordon"?'],
    ],
    [
      'a need like no task that there is',
      '    - task: cordon\n    - task: drain\n      needs: [zookeeper]\n',
      ['5:15: cleanup.tasks[1].needs[0]: no task of the plan is called "zookeeper"; there are cordon, drain'],
    ],
    [
      'a need of another stage',
      '    - task: drain\n    - task: forget\n      needs: [drain]\n',
      [
        '5:15: cleanup.tasks[1].needs[0]: "drain" runs before the pivot and "forget" after the pivot; a task can only need one of its own stage',
      ],
    ],
    [
      'a need of what runs at a moment',
      '    - {task: alarm, on: [failed]}\n    - {task: drain, needs: [alarm]}\n',
      [
        '4:29: cleanup.tasks[1].needs[0]: "alarm.failed" runs at the moment "failed" and "drain" before the pivot; a task can only need one of its own stage',
      ],
    ],
    [
      'a cycle',
      '    - {task: cordon, needs: [drain]}\n    - {task: drain, needs: [cordon]}\n',
      ['3:30: cleanup.tasks[0].needs[0]: a cycle, none of which could ever begin: cordon needs drain needs cordon'],
    ],
    [
      'a cycle of moments is told once',
      '    - {task: alarm, on: [failed, blocked], needs: [alarm]}\n',
      ['3:52: cleanup.tasks[0].needs[0]: a cycle, none of which could ever begin: alarm.blocked needs alarm.blocked'],
    ],
    [
      'a stage that the kind has not',
      '    - {task: drain, stage: after}\n',
      ['3:28: cleanup.tasks[0].stage: "after" is not possible here; only before'],
    ],
    [
      'moments for a kind that has a stage',
      '    - {task: drain, on: [failed]}\n',
      ['3:21: cleanup.tasks[0].on: the task drain does not run at moments; it has a "stage"'],
    ],
    [
      'a stage for a kind that has moments',
      '    - {task: alarm, stage: before, on: [failed]}\n',
      ['3:21: cleanup.tasks[0].stage: "stage" and "on" exclude each other'],
    ],
    [
      'neither moment nor stage',
      '    - {task: notify, options: {url: "http://x"}}\n',
      ['3:7: cleanup.tasks[0]: one of "on", "stage" is needed'],
    ],
    [
      'no moment at all',
      '    - {task: alarm, on: []}\n',
      ['3:25: cleanup.tasks[0].on: an empty list; it needs at least 1'],
    ],
    [
      'a moment twice',
      '    - {task: alarm, on: [failed, failed]}\n',
      ['3:34: cleanup.tasks[0].on[1]: "failed" stands here twice'],
    ],
    [
      'a moment that does not exist',
      '    - {task: alarm, on: [faild]}\n',
      [
        '3:26: cleanup.tasks[0].on[0]: "faild" is not possible here; one of held, started, blocked, released, failed, skipped, finished; did you mean "failed"?',
      ],
    ],
    [
      'a moment that could block',
      '    - {task: alarm, on: [failed], onTimeout: block}\n',
      ['3:46: cleanup.tasks[0].onTimeout: "block" is not possible here; it is always continue'],
    ],
    [
      'a moment without end',
      '    - {task: alarm, on: [failed], timeout: 0s}\n',
      [
        '3:44: cleanup.tasks[0].timeout: a task that runs at moments needs a timeout, or it could keep the record of the removal open for ever',
      ],
    ],
    [
      'options that are needed',
      '    - {task: notify, on: [failed]}\n',
      ['3:7: cleanup.tasks[0]: "options" is missing'],
    ],
    [
      'one of several options that is needed',
      '    - {task: notify, on: [failed], options: {}}\n',
      ['3:45: cleanup.tasks[0].options: one of "url", "urlFile" is needed'],
    ],
  ])('%s', async (_, text, problems) => {
    expect(await tasks(text)).toEqual(problems.map((problem) => `c.yaml:${problem}`));
  });
});

it('what stands at an anchor is wrong there, wherever it is used', async () => {
  expect(
    await tasks('    - {task: drain, name: a, options: &o {force: 1}}\n    - {task: drain, name: b, options: *o}\n'),
  ).toEqual([
    'c.yaml:3:50: cleanup.tasks[0].options.force: 1 is a whole number; what belongs here is true or false',
    'c.yaml:3:50: cleanup.tasks[1].options.force: 1 is a whole number; what belongs here is true or false',
  ]);
});

it('a key that cannot stand there at all is not told to have another value', async () => {
  expect(await tasks('    - {task: drain, stage: after, on: [failed]}\n')).toEqual([
    'c.yaml:3:21: cleanup.tasks[0].stage: "stage" and "on" exclude each other',
    'c.yaml:3:35: cleanup.tasks[0].on: the task drain does not run at moments; it has a "stage"',
  ]);
});

it('everything that a task lacks is told', async () => {
  expect(await tasks('    - task: notify\n')).toEqual([
    'c.yaml:3:7: cleanup.tasks[0]: one of "on", "stage" is needed',
    'c.yaml:3:7: cleanup.tasks[0]: "options" is missing',
  ]);
});

it('a thousand mistakes are told as twenty and a number', () => {
  const problems = Array.from({ length: 1_000 }, (_, index) => ({
    line: index + 1,
    column: 1,
    path: [],
    message: 'x',
  }));
  const lines = configFailure('c.yaml', problems).message.split('\n');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('and 980 more');
});

it('everything that is wrong is told in one go, in the order of the file', async () => {
  const problems = await problemsOf(`prefix: "-"
cleanup:
  tasks:
    - task: drain
      timeout: "30"
      options: {maxParallel: 0, force: 1, x: 1}
    - task: nothing
    - {}
  concurrency: -1
`);
  expect(problems.map((problem) => problem.split(' ', 2).join(' '))).toEqual([
    'c.yaml:1:9: prefix:',
    'c.yaml:5:16: cleanup.tasks[0].timeout:',
    'c.yaml:6:30: cleanup.tasks[0].options.maxParallel:',
    'c.yaml:6:40: cleanup.tasks[0].options.force:',
    'c.yaml:6:43: cleanup.tasks[0].options.x:',
    'c.yaml:7:13: cleanup.tasks[1].task:',
    'c.yaml:8:7: cleanup.tasks[2]:',
    'c.yaml:9:16: cleanup.concurrency:',
  ]);
});
