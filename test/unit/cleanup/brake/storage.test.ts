import { describe, expect, it } from 'vitest';
import { ordinal } from '../../../../lib/cleanup/brake/ordinal.ts';
import { admitted, type Mover, queueFor } from '../../../../lib/cleanup/brake/storage.ts';

const mover = (nodeName: string, state: 'works' | 'waits' | 'both', second = 0): Mover => ({
  nodeName,
  nodeUID: `${nodeName}-uid`,
  requestedAt: new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString(),
  atWork: state !== 'waits',
  queued: state !== 'works',
});
const works = (...names: readonly string[]) => names.map((name) => mover(name, 'works'));
const waits = (...names: readonly string[]) => names.map((name) => mover(name, 'waits'));
const self = mover('w5', 'waits');

describe('storage work', () => {
  it.each<[string, readonly Mover[], number, string, string | undefined]>([
    ['begins when nobody else is at it', [], 1, '', undefined],
    ['begins while fewer are than may', works('w1'), 2, '', undefined],
    ['begins when those behind it wait', waits('w6', 'w7'), 1, '', undefined],
    ['begins when those ahead leave room', [...works('w1'), ...waits('w2')], 3, '', undefined],
    ['always may for one, whatever the configuration comes to', [], 0, '', undefined],
    ['waits for the one at work', works('w1'), 1, '', '1st in the queue for storage work; at work: w1'],
    [
      'waits for those ahead, also when there is room',
      waits('w3'),
      1,
      'zone a',
      '2nd in the queue for storage work (zone a); before it: w3',
    ],
    [
      'names both, the first of the queue first',
      [...waits('w4', 'w2'), ...works('w1', 'w0')],
      2,
      '',
      '3rd in the queue for storage work; before it: w2, w4; at work: w0, w1',
    ],
    [
      'names the first of many',
      works('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      7,
      '',
      '1st in the queue for storage work; at work: a, b, c, d, e and 2 more',
    ],
    [
      'does not count twice whoever works and waits for a second task',
      [mover('w1', 'both')],
      1,
      '',
      '1st in the queue for storage work; at work: w1',
    ],
  ])('%s', (_, others, max, where, expected) => {
    expect(queueFor(self, others, max, where)).toBe(expected);
  });

  it.each<[string, readonly Mover[], number, readonly string[]]>([
    ['nobody when all places are taken', [...works('w1'), ...waits('w2')], 1, []],
    ['the first in the queue', [mover('w3', 'waits', 1), ...waits('w4', 'w2')], 1, ['w2']],
    ['as many as there is room for', [...works('w1'), ...waits('w4', 'w2', 'w3')], 3, ['w2', 'w3']],
    ['nobody twice', [mover('w1', 'both'), ...waits('w2')], 2, ['w2']],
  ])('is the turn of %s', (_, movers, max, expected) => {
    expect(admitted(movers, max).map(({ nodeName }) => nodeName)).toEqual(expected);
  });
});

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [10, '10th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [22, '22nd'],
  [101, '101st'],
  [111, '111th'],
  [1_003, '1003rd'],
])('place %i is the %s', (place, words) => {
  expect(ordinal(place)).toBe(words);
});
