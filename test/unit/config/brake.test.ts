import { describe, expect, it } from 'vitest';
import { printConfig } from '../../../lib/config/print.ts';
import { formatShare, parseShare, type Share, shareOf } from '../../../lib/config/share.ts';
import { configOf, problemsOf } from './sample.ts';

describe('a share of the Nodes', () => {
  it.each<[unknown, Share, string]>([
    [0, { count: 0 }, '0'],
    ['0', { count: 0 }, '0'],
    [7, { count: 7 }, '7'],
    ['0%', { percent: 0 }, '0%'],
    ['20%', { percent: 20 }, '20%'],
    ['100%', { percent: 100 }, '100%'],
  ])('%j is read and shown', (written, share, shown) => {
    expect(parseShare(written)).toEqual(share);
    expect(formatShare(share)).toBe(shown);
  });

  it.each<[Share, number, number]>([
    [{ count: 7 }, 3, 7],
    [{ percent: 20 }, 0, 0],
    [{ percent: 20 }, 1, 1],
    [{ percent: 20 }, 50, 10],
    [{ percent: 20 }, 51, 11],
    [{ percent: 100 }, 15_000, 15_000],
  ])('%j of %i Nodes is %i, a part of one counting as one', (share, total, count) => {
    expect(shareOf(share, total)).toBe(count);
  });
});

describe('the brake', () => {
  it('without a word holds what begins after a fifth of the Nodes, or ten, within ten minutes', async () => {
    expect((await configOf('{}')).cleanup.brake).toEqual({
      hold: { above: { percent: 20 }, withinMs: 600_000, atLeast: 10 },
      storage: { max: { count: 1 }, per: '' },
    });
  });

  it.each(['0', '"0"', '0%'])('holds nothing with above: %s', async (above) => {
    const config = await configOf(`cleanup: {brake: {hold: {above: ${above}}}}`);
    expect(config.cleanup.brake.hold).toBeUndefined();
    expect(printConfig(config)).toContain('brake: no removal is held; 1 at storage work at once');
  });

  it('is shown by check-config', async () => {
    const text =
      'cleanup: {brake: {hold: {above: 3, within: 1h, atLeast: 1}, storage: {max: 10%, per: example.com/rack}}}';
    expect(printConfig(await configOf(text))).toContain(
      'brake: a removal is held when 3 have begun within 1h; 10% at storage work at once for each value of example.com/rack',
    );
  });

  const NEITHER = 'is neither a whole number of Nodes nor a percentage of them; write for instance 5 or 20%';
  it.each<[string, string]>([
    ['hold: {above: 20}, storage: {max: 0}', 'cleanup.brake.storage.max: 0 is too small; the least is 1'],
    ['hold: {above: -1}', 'cleanup.brake.hold.above: -1 is too small; the least is 0'],
    ['hold: {above: 0.2}', `cleanup.brake.hold.above: 0.2 ${NEITHER}`],
    ['hold: {above: "20"}', `cleanup.brake.hold.above: "20" ${NEITHER}`],
    ['hold: {above: 101%}', `cleanup.brake.hold.above: "101%" ${NEITHER}`],
    ['hold: {above: a lot}', `cleanup.brake.hold.above: "a lot" ${NEITHER}`],
    ['hold: {above: [1]}', `cleanup.brake.hold.above: this ${NEITHER}`],
    [
      'hold: {within: 999ms}',
      'cleanup.brake.hold.within: too short to count anything in; the least is 1s ("above: 0" switches the hold off)',
    ],
    ['hold: {within: 10}', 'cleanup.brake.hold.within: 10 is not a duration; write for instance 30s or 1h30m'],
    ['hold: {atLeast: 0}', 'cleanup.brake.hold.atLeast: 0 is too small; the least is 1'],
    ['storage: {max: 2, per: "a b"}', 'cleanup.brake.storage.per: "a b" cannot stand here.'],
    ['storage: {max: 2, per: "/zone"}', 'cleanup.brake.storage.per: "/zone" cannot stand here.'],
    ['stop: true', 'cleanup.brake.stop: unknown key; allowed are hold, storage'],
  ])('{%s} is a mistake that is named', async (text, problem) => {
    const [found, ...more] = await problemsOf(`cleanup: {brake: {${text}}}`);
    expect(found).toContain(problem);
    expect(more).toEqual([]);
  });
});

it('a machine that returns is told of, or tainted, and nothing else', async () => {
  expect((await configOf('{}')).cleanup.returnedMachines).toBe('warn');
  expect((await configOf('cleanup: {returnedMachines: taint}')).cleanup.returnedMachines).toBe('taint');
  expect(await problemsOf('cleanup: {returnedMachines: drain}')).toEqual([
    expect.stringContaining('one of warn, taint'),
  ]);
});
