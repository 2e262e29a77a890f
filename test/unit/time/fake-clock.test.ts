import { expect, it } from 'vitest';
import { FakeClock } from '../../support/fake-clock.ts';

it('fires timers in the order of their time, and those of one moment in the order they were made', async () => {
  const clock = new FakeClock();
  const fired: string[] = [];
  clock.after(20, () => fired.push(`late at ${clock.monotonic()}`));
  clock.after(10, () => fired.push(`first at ${clock.monotonic()}`));
  clock.after(10, () => fired.push(`second at ${clock.monotonic()}`));
  await clock.advance(20);
  expect(fired).toEqual(['first at 10', 'second at 10', 'late at 20']);
});

it('lets a chain of sleeps run within one advance', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const loop = async () => {
    for (let i = 0; i < 3; i++) {
      await clock.sleep(5);
      times.push(clock.monotonic());
    }
  };
  void loop();
  await clock.advance(100);
  expect(times).toEqual([5, 10, 15]);
});

it('keeps no timer of a sleep that was aborted', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const sleep = clock.sleep(1_000, abort.signal);
  abort.abort(new Error('stop'));
  await expect(sleep).rejects.toThrow('stop');
  expect(clock.pendingTimers).toBe(0);
});

it('moves the wall clock without moving the monotonic clock', () => {
  const clock = new FakeClock(0);
  clock.jumpWallClock(-5_000);
  expect([clock.now(), clock.monotonic()]).toEqual([-5_000, 0]);
});
