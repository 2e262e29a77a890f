import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextReader } from '../../../lib/http/text.ts';

function cut(whole: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...places.map((place) => place % (whole.length + 1)).toSorted((a, b) => a - b), whole.length];
  return edges.slice(1).map((end, index) => whole.subarray(edges[index], end));
}

test('a text is the same however it was cut into pieces, and whatever was read before it', () => {
  const textOf = createTextReader();
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.nat(), { maxLength: 6 }), (text, places) => {
      expect(textOf(cut(Buffer.from(text), places))).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});

test.each([255, 256, 257, 1_024])('a body of %i KiB is read whole', (kibibytes) => {
  const text = 'é'.repeat(kibibytes * 512);
  expect(createTextReader()(cut(Buffer.from(text), [16_384, 99_999]))).toBe(text);
});

test('a body without a piece is the empty text', () => {
  expect(createTextReader()([])).toBe('');
});

test.each([
  ['a byte that never occurs', [0xff]],
  ['a character that breaks off', [0x61, 0xe2, 0x98]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half a surrogate pair', [0xed, 0xa0, 0x80]],
])('what is not UTF-8 is no text: %s', (_, bytes) => {
  const textOf = createTextReader();
  expect(textOf([Buffer.from(bytes)])).toBeUndefined();
  expect(textOf([Buffer.from('{'), Buffer.from(bytes)])).toBeUndefined();
});
