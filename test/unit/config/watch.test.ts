import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Config } from '../../../lib/config/config.ts';
import { type WatchedConfig, watchConfig } from '../../../lib/config/watch.ts';
import type { Failure } from '../../../lib/telemetry/failure.ts';
import { type LogFields, type Logger, silentLogger } from '../../../lib/telemetry/log.ts';
import { type Metrics, noMetrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { RULES } from './sample.ts';

const good = (concurrency: number) => `cleanup: {concurrency: ${concurrency}}\n`;
const bad = 'cleanup: {concurrency: none}\n';

let folder: string;
let file: string;
let stop: AbortController;
let clock: FakeClock;
let changes: number[];
let rejected: Failure[];
let reloads: string[];
let errors: LogFields[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-watch-'));
  file = join(folder, 'config.yaml');
  stop = new AbortController();
  clock = new FakeClock();
  changes = [];
  rejected = [];
  reloads = [];
  errors = [];
});

afterEach(async () => {
  stop.abort();
  await clock.advance(0);
  rmSync(folder, { recursive: true });
});

function start(): Promise<WatchedConfig> {
  const log: Logger = { ...silentLogger, error: (fields) => errors.push(fields) };
  const metrics: Metrics = { ...noMetrics, count: (name, labels) => reloads.push(`${name} ${Object.values(labels)}`) };
  return watchConfig({
    ...{ file, rules: RULES, clock, log, metrics, signal: stop.signal },
    onChange: ({ cleanup }: Config) => changes.push(cleanup.concurrency),
    onReject: (failure) => rejected.push(failure),
  });
}

/** Reading a file takes real time, so the clock goes on little by little until something has come of it. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not come to that');
    await clock.advance(100);
  }
}

/** When a change has been seen and has to stay as it is for a while; the clock stands still until then. */
async function nextSight(): Promise<void> {
  const sleep = vi.spyOn(clock, 'sleep');
  await expect.poll(() => sleep.mock.calls.length, { timeout: 5_000 }).toBeGreaterThan(0);
}

/** Long enough for several looks. */
async function aWhile(): Promise<void> {
  for (let step = 0; step < 300; step++) await clock.advance(100);
}

describe('at the start', () => {
  it('the file is in use', async () => {
    writeFileSync(file, good(3));
    expect(await start()).toMatchObject({ current: { cleanup: { concurrency: 3 } }, problem: undefined });
  });

  it.each<[string, () => void, RegExp]>([
    ['wrong', () => writeFileSync(file, bad), /config\.yaml:1:24: cleanup\.concurrency: "none" is a text/],
    ['not there', () => {}, /config\.yaml: there is no such file$/],
    ['a folder', () => mkdirSync(file), /config\.yaml: this is a folder; name the file in it$/],
  ])('a file that is %s stops the program, with the reason', async (_, make, message) => {
    make();
    await expect(start()).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) });
  });
});

describe('a changed file', () => {
  it('is taken without waiting for the next look', async () => {
    writeFileSync(file, good(1));
    const watched = await start();
    const seen = nextSight();
    writeFileSync(file, good(2));
    await seen;
    await until(() => changes.length > 0);
    expect(watched.current.cleanup.concurrency).toBe(2);
    expect(reloads).toEqual(['config_reloads_total success']);
  });

  it('is taken when a kubelet swaps the folder behind it', async () => {
    const version = (name: string, concurrency: number) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'config.yaml'), good(concurrency));
      symlinkSync(name, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    version('..1', 1);
    symlinkSync(join('..data', 'config.yaml'), file);
    const watched = await start();
    const seen = nextSight();
    version('..2', 2);
    await seen;
    await until(() => watched.current.cleanup.concurrency === 2);
  });

  it('is found by looking where changes are not reported', async () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'config.yaml'), good(1));
    symlinkSync(join(elsewhere, 'config.yaml'), file);
    const watched = await start();
    writeFileSync(join(elsewhere, 'config.yaml'), good(2));
    await until(() => watched.current.cleanup.concurrency === 2);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(10_000);
  });

  it('with the same content is none', async () => {
    writeFileSync(file, good(1));
    await start();
    writeFileSync(file, good(1));
    await aWhile();
    expect(changes).toEqual([]);
    expect(reloads).toEqual([]);
  });
});

describe('a file that is being written', () => {
  it.each([
    ['wrong as yet', 'cleanup: {concurr'],
    ['empty as yet', ''],
    ['the beginning of itself', 'cleanup: {}\n'],
  ])('and is %s is not taken', async (_, half) => {
    writeFileSync(file, good(1));
    const watched = await start();
    const seen = nextSight();
    writeFileSync(file, half);
    await seen;
    writeFileSync(file, good(2));
    await until(() => watched.current.cleanup.concurrency === 2);
    expect(changes).toEqual([2]);
    expect(rejected).toEqual([]);
  });
});

describe('a changed file that is wrong', () => {
  it('is refused once, and the last good one stays in use until it is put right', async () => {
    writeFileSync(file, good(1));
    const watched = await start();
    writeFileSync(file, bad);
    await until(() => rejected.length > 0);
    await aWhile();
    expect(rejected.map(({ code }) => code)).toEqual(['CONFIG_INVALID']);
    expect(reloads).toEqual(['config_reloads_total failure']);
    expect(errors).toHaveLength(1);
    expect(watched.current.cleanup.concurrency).toBe(1);
    expect(watched.problem).toContain('"none" is a text');

    writeFileSync(file, good(2));
    await until(() => changes.length > 0);
    expect(watched).toMatchObject({ current: { cleanup: { concurrency: 2 } }, problem: undefined });
  });

  it('is no longer wrong when the last good one comes back', async () => {
    writeFileSync(file, good(1));
    const watched = await start();
    writeFileSync(file, bad);
    await until(() => rejected.length > 0);
    writeFileSync(file, good(1));
    await until(() => watched.problem === undefined);
  });

  it('is as good as gone when it is removed', async () => {
    writeFileSync(file, good(1));
    const watched = await start();
    rmSync(file);
    await until(() => watched.problem !== undefined);
    expect(watched.problem).toContain('there is no such file');
    expect(watched.current.cleanup.concurrency).toBe(1);
  });
});

it('nothing is looked at any more once the program ends', async () => {
  writeFileSync(file, good(1));
  await start();
  stop.abort();
  writeFileSync(file, good(2));
  await aWhile();
  expect(changes).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

it('to end in the middle of a look is no error', async () => {
  writeFileSync(file, good(1));
  await start();
  const seen = nextSight();
  writeFileSync(file, bad);
  await seen;
  stop.abort();
  await aWhile();
  expect(errors).toEqual([]);
  expect(rejected).toEqual([]);
});
