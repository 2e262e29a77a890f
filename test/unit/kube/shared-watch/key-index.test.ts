import { expect, test } from 'vitest';
import { KeyIndex } from '../../../../lib/kube/shared-watch/key-index.ts';

test('things are found under each of their keys, once, and among others', () => {
  const index = new KeyIndex<string, string>();
  index.put('1', 'one', ['a', 'b', 'a']);
  index.put('2', 'two', ['a']);
  index.put('3', 'three', ['a']);
  expect(index.under('a')).toEqual(['one', 'two', 'three']);
  expect(index.under('b')).toEqual(['one']);
  expect(index.under('c')).toEqual([]);
  expect([index.get('2'), index.size, index.all()]).toEqual(['two', 3, ['one', 'two', 'three']]);
});

test('what takes the place of a thing is found under its own keys alone, and both are told', () => {
  const index = new KeyIndex<string, string>();
  index.put('1', 'one', ['a', 'b']);
  index.put('2', 'two', ['a']);
  expect(index.put('1', 'uno', ['b', 'c'])).toEqual(new Set(['a', 'b', 'c']));
  expect([index.under('a'), index.under('b'), index.under('c')]).toEqual([['two'], ['uno'], ['uno']]);
});

test('what is gone is found no more, and the others still are', () => {
  const index = new KeyIndex<string, string>();
  for (const id of ['1', '2', '3']) index.put(id, id, ['a']);
  expect(index.remove('2')).toEqual(['a']);
  expect(index.remove('2')).toEqual([]);
  expect(index.under('a')).toEqual(['1', '3']);
  for (const id of ['1', '3']) index.remove(id);
  expect([index.under('a'), index.size]).toEqual([[], 0]);
});
