import { expect, test } from 'vitest';
import { readSkip, readSkipTasks } from '../../../lib/node/skip.ts';

const KEY = 'infra.894.io/skip-cleanup';

test('only the value "true" skips the clean-up', () => {
  expect(readSkip(KEY, 'true')).toEqual({ skip: true });
});

test('no annotation means no, and nobody is warned', () => {
  expect(readSkip(KEY, undefined)).toEqual({ skip: false });
});

test.each(['', 'false'])('%j means no, and that is said', (value) => {
  const answer = readSkip(KEY, value);
  expect(answer.skip).toBe(false);
  expect(answer.warning).toContain('asks for nothing');
});

test.each(['True', 'TRUE', '1', 'yes', ' true', 'true ', 'force', '{}'])(
  '%j does not skip and is answered',
  (value) => {
    const answer = readSkip(KEY, value);
    expect(answer.skip).toBe(false);
    expect(answer.warning).toBe(
      `The annotation ${KEY} has the value ${JSON.stringify(value)}, which does not skip the clean-up; only "true" skips.`,
    );
  },
);

test('a warning does not repeat a page of text', () => {
  expect(readSkip(KEY, 'x'.repeat(10_000)).warning?.length).toBeLessThan(200);
});

test.each([
  [undefined, []],
  ['', []],
  [' , ', []],
  ['drain', ['drain']],
  ['drain,notify', ['drain', 'notify']],
  [' drain , notify\n', ['drain', 'notify']],
  ['drain notify', ['drain', 'notify']],
  ['drain,,drain', ['drain']],
])('the tasks in %j are %j', (value, names) => {
  expect(readSkipTasks(value)).toEqual(names);
});
