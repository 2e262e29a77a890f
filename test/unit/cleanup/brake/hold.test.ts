import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comesBefore, type HoldScene, turnOf, type Waiter } from '../../../../lib/cleanup/brake/hold.ts';

const NOW = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const waiter = (nodeName: string, second = 0): Waiter => ({
  nodeName,
  nodeUID: `${nodeName}-uid`,
  requestedAt: new Date(NOW + second * 1_000).toISOString(),
});
const self = waiter('worker-5');
const ago = (...minutes: readonly number[]) => minutes.map((minute) => NOW - minute * MINUTE);
const scene = (more: Partial<HoldScene> = {}): HoldScene => ({
  limit: 3,
  withinMs: 10 * MINUTE,
  begun: [],
  held: [],
  now: NOW,
  ...more,
});

describe('a removal', () => {
  it.each<[string, Partial<HoldScene>]>([
    ['when none has', {}],
    ['when fewer have than may', { begun: ago(0, 1) }],
    ['when others began long enough ago', { begun: ago(1, 2, 10, 11, 500) }],
    ['when those ahead of it leave room', { begun: ago(1), held: [waiter('worker-1')] }],
    ['when those that are held come after it', { begun: ago(1, 2), held: [waiter('worker-6'), waiter('a', 1)] }],
    ['when it is in the queue itself', { begun: ago(1, 2), held: [self] }],
    ['when they began in the future, but few', { begun: [NOW + MINUTE] }],
  ])('begins %s', (_, more) => {
    expect(turnOf(self, scene(more))).toEqual({ may: 'begin' });
  });

  it.each<[string, Partial<HoldScene>, number, number]>([
    ['when as many have as may', { begun: ago(9.5, 1, 2) }, 1, MINUTE / 2],
    ['when more have', { begun: ago(9.5, 9.75, 9.5, 9.25) }, 1, MINUTE / 2],
    ['when somebody older is held', { begun: ago(9.5, 1), held: [waiter('worker-1')] }, 2, MINUTE / 2],
    [
      'behind those that were asked for in the same second',
      { begun: ago(9.5, 9.6, 9.7), held: [waiter('a'), waiter('z')] },
      2,
      0.4 * MINUTE,
    ],
    ['and looks at its place once a minute', { begun: ago(0, 0, 0) }, 1, MINUTE],
    [
      'behind more than have begun',
      { begun: ago(1), held: ['a', 'b', 'c', 'd'].map((name) => waiter(name)) },
      5,
      MINUTE,
    ],
    ['behind as many as may, when none has begun', { held: ['a', 'b', 'c'].map((name) => waiter(name)) }, 4, MINUTE],
  ])('waits %s', (_, more, position, lookAgainMs) => {
    const turn = turnOf(self, scene(more));
    expect(turn).toMatchObject({ may: 'wait', position });
    expect(turn.may === 'wait' && Math.round(turn.lookAgainMs)).toBe(Math.round(lookAgainMs));
  });

  it('whose time nobody can read goes first, and does not wait for ever', () => {
    expect(comesBefore({ ...self, requestedAt: 'once' }, waiter('a'))).toBe(true);
  });
});

/** Lets time pass, second by second, until all have begun; when each did. */
function beginnings(all: readonly Waiter[], limit: number): ReadonlyMap<Waiter, number> {
  const begun = new Map<Waiter, number>();
  for (let now = NOW; begun.size < all.length && now < NOW + 24 * 60 * MINUTE; now += 1_000) {
    for (const one of all.filter(({ requestedAt }) => Date.parse(requestedAt) <= now)) {
      const held = all.filter((other) => Date.parse(other.requestedAt) <= now && !begun.has(other));
      const turn = begun.has(one) ? undefined : turnOf(one, scene({ limit, now, held, begun: [...begun.values()] }));
      if (turn?.may === 'begin') begun.set(one, now);
    }
  }
  return begun;
}

it('however many are deleted, no window holds more beginnings than may, nobody overtakes, and all begin', () => {
  const deletions = fc.array(fc.integer({ min: 0, max: 1_200 }), { minLength: 1, maxLength: 30 });
  const property = fc.property(deletions, fc.integer({ min: 1, max: 6 }), (seconds, limit) => {
    const all = seconds.map((second, index) => waiter(`n${index}`, second));
    const begun = beginnings(all, limit);
    expect(begun.size).toBe(all.length);
    const times = [...begun.values()];
    const windows = times.map((from) => times.filter((at) => at >= from && at < from + 10 * MINUTE).length);
    expect(Math.max(...windows)).toBeLessThanOrEqual(limit);
    const overtaken = all.filter((one) =>
      all.some((other) => comesBefore(one, other) && (begun.get(one) ?? 0) > (begun.get(other) ?? 0)),
    );
    expect(overtaken).toEqual([]);
  });
  fc.assert(property, { numRuns: 40 });
});
