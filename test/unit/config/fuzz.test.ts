import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../../lib/config/load.ts';
import { printConfig } from '../../../lib/config/print.ts';
import { configFailure } from '../../../lib/config/problem.ts';
import { checkPlan } from '../../../lib/operation/graph.ts';
import { Failure } from '../../../lib/telemetry/failure.ts';
import { RULES } from './sample.ts';

const WORDS = [
  ...['prefix', 'nodeSelector', 'cleanup', 'concurrency', 'deadline', 'onDeadline', 'keepFinished', 'retry', 'base'],
  ...['cap', 'tasks', 'task', 'name', 'stage', 'on', 'needs', 'timeout', 'onTimeout', 'options', 'maxParallel', 'url'],
  ...['drain', 'cordon', 'notify', 'alarm', 'check', 'before', 'after', 'failed', 'blocked', 'block', 'continue'],
  ...['brake', 'hold', 'above', 'within', 'atLeast', 'storage', 'max', 'per', '20%', '0%', 'returnedMachines', 'taint'],
  ...['30s', '1h', '0s', '30', '', 'http://x', '__proto__', 'constructor', 'toString', '<<'],
];
const word = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: fc.string() });

/** Anything that YAML can hold, made of words that mean something. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    word,
    fc.constantFrom(null, true, false, 0, 1, -1, 1.5, Number.NaN, 1e99),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(word, tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
  ),
}));

/** Lists of tasks that are nearly right. */
const nearly = fc
  .array(
    fc.record(
      {
        task: fc.constantFrom('cordon', 'drain', 'check', 'notify', 'alarm', 'forget'),
        name: fc.constantFrom('a', 'b', 'c', 'drain'),
        stage: fc.constantFrom('before', 'after'),
        on: fc.array(fc.constantFrom('failed', 'blocked'), { maxLength: 2 }),
        needs: fc.array(fc.constantFrom('a', 'b', 'c', 'drain', 'x'), { maxLength: 2 }),
        timeout: fc.constantFrom('0s', '30s', '30'),
        options: fc.constantFrom({}, { url: 'http://x' }, { maxParallel: 3 }),
      },
      { requiredKeys: ['task'] },
    ),
    { maxLength: 5 },
  )
  .map((tasks) => ({ cleanup: { tasks } }));

async function judge(content: string | Uint8Array): Promise<void> {
  const loaded = await loadConfig(content, RULES);
  if (loaded.outcome === 'invalid') {
    expect(loaded.problems.length).toBeGreaterThan(0);
    for (const { line, column } of loaded.problems) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
    expect(configFailure('c.yaml', loaded.problems)).toBeInstanceOf(Failure);
    return;
  }
  const { plan, concurrency } = loaded.config.cleanup;
  expect(checkPlan(plan.tasks, new Set(RULES.kinds.map(({ name }) => name)))).toEqual([]);
  expect(plan.retry.capMs).toBeGreaterThanOrEqual(plan.retry.baseMs);
  expect(plan.retry.baseMs).toBeGreaterThan(0);
  expect(concurrency).toBeGreaterThanOrEqual(1);
  expect(printConfig(loaded.config)).toContain('A Node is deleted');
}

describe('whatever the file holds, it is a configuration that can work or a list of mistakes', () => {
  it('any text', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), judge));
  });

  it('any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), judge));
  });

  it('anything that looks like YAML', async () => {
    const line = fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('', '- ', '? ', '&a ', '*a ', '!t ', '"', '[', '{'), word)
      .map(([indent, sign, text]) => `${'  '.repeat(indent)}${sign}${text}: `);
    const text = fc.array(fc.tuple(line, word).map(([key, rest]) => key + rest)).map((lines) => lines.join('\n'));
    await fc.assert(fc.asyncProperty(text, judge), { numRuns: 300 });
  });

  it('anything that YAML can hold', async () => {
    await fc.assert(
      fc.asyncProperty(value, (data) => judge(stringify(data))),
      { numRuns: 500 },
    );
  });

  it('anything that is nearly right', async () => {
    let right = 0;
    await fc.assert(
      fc.asyncProperty(nearly, async (data) => {
        await judge(stringify(data));
        right += (await loadConfig(stringify(data), RULES)).outcome === 'config' ? 1 : 0;
      }),
      { numRuns: 500 },
    );
    expect(right).toBeGreaterThan(10);
  });
});
