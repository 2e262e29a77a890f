import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastLines, oneLine } from '../../../../lib/tasks/job/words.ts';

test.each([
  ['a\nb\nc\n', 2, 'b | c'],
  ['a\r\n\r\n  \r\nb', 5, 'a | b'],
  ['\u001b[1;31merror\u001b[0m: no', 5, 'error: no'],
  ['10%\r50%\r100%', 1, '100%'],
  ['a\u0000b\u0007c', 1, 'a b c'],
  ['', 5, ''],
])('the last lines of %j, %i of them: %j', (log, count, expected) => {
  expect(lastLines(log, count, 100)).toBe(expected);
});

test('of what is too long the end of a log is kept, and the beginning of anything else', () => {
  expect(lastLines('abcdef', 1, 4)).toBe('…def');
  expect(oneLine('abcdef', 4)).toBe('abc…');
});

const character = fc.constantFrom(
  'a',
  ' ',
  '\n',
  '\r',
  '\t',
  '\u0000',
  '\u0007',
  '\u001b',
  '[',
  '1',
  'm',
  'é',
  '\u0301',
  '😀',
  '\u200d',
);

test('nothing is longer than it may be, or has control characters, or half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (text, longest) => {
      for (const line of [oneLine(text, longest), lastLines(text, 3, longest)]) {
        expect(line.length).toBeLessThanOrEqual(longest);
        expect(line.isWellFormed()).toBe(true);
        expect(/\p{Cc}/u.test(line)).toBe(false);
      }
    }),
  );
});
