import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../../lib/time/clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('sleeps as long as it is asked to', async () => {
  const sleep = systemClock.sleep(1_000).then(() => 'awake');
  await vi.advanceTimersByTimeAsync(999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await sleep).toBe('awake');
});

it('wakes with the reason of an abort, and keeps no timer', async () => {
  const abort = new AbortController();
  const sleep = systemClock.sleep(1_000, abort.signal);
  abort.abort(new Error('enough'));
  await expect(sleep).rejects.toThrow('enough');
  expect(vi.getTimerCount()).toBe(0);
});

it('does not fall asleep after an abort', async () => {
  await expect(systemClock.sleep(1_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(vi.getTimerCount()).toBe(0);
});

it('forgets a callback that was disposed of', async () => {
  const called = vi.fn();
  systemClock.after(10, called)[Symbol.dispose]();
  systemClock.after(10, called);
  await vi.advanceTimersByTimeAsync(10);
  expect(called).toHaveBeenCalledTimes(1);
});

it('does not fire at once for a wait that is longer than a timer can be', async () => {
  const called = vi.fn();
  systemClock.after(30 * 86_400_000, called);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(called).not.toHaveBeenCalled();
});
