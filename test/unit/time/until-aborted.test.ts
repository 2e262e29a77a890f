import { expect, test } from 'vitest';
import { untilAborted } from '../../../lib/time/until-aborted.ts';

test('gives what the promise gives', async () => {
  expect(await untilAborted(Promise.resolve(7), new AbortController().signal)).toBe(7);
  await expect(untilAborted(Promise.reject(new Error('no')), new AbortController().signal)).rejects.toThrow('no');
});

test('does not wait any longer than somebody wants it to', async () => {
  const stop = new AbortController();
  const waiting = untilAborted(new Promise(() => {}), stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(untilAborted(new Promise(() => {}), stop.signal)).rejects.toThrow('enough');
});
