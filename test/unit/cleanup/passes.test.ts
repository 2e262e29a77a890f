import { describe, expect, it } from 'vitest';
import { Passes } from '../../../lib/cleanup/passes.ts';

const LEADING = new AbortController().signal;

/** A pass that goes on until it is told to end, or its signal is aborted. */
function pass(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = async (signal: AbortSignal) => {
    log.push(`${name} begins`);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    return promise;
  };
  return { run, end: () => resolve(name) };
}

describe('the passes over one removal', () => {
  it('follow each other, however many ask', async () => {
    const log: string[] = [];
    const passes = new Passes();
    const [first, second] = [pass(log, 'first'), pass(log, 'second')];
    const results = [passes.next(LEADING, first.run), passes.next(LEADING, second.run)];
    second.end();
    await Promise.resolve();
    expect(log).toEqual(['first begins']);
    first.end();
    expect(await Promise.all(results)).toEqual(['first', 'second']);
    expect(log).toEqual(['first begins', 'second begins']);
    expect(passes.isUnderWay).toBe(false);
  });

  it('end when something more urgent comes, without an error, and the next one begins', async () => {
    const log: string[] = [];
    const passes = new Passes();
    const interrupted = passes.next(LEADING, pass(log, 'slow').run);
    await Promise.resolve();
    expect(passes.isUnderWay).toBe(true);
    passes.interrupt();
    expect(await interrupted).toBeUndefined();
    expect(await passes.next(LEADING, async () => 'urgent')).toBe('urgent');
  });

  it('reject when the lead is lost, interrupted or not', async () => {
    const passes = new Passes();
    const leading = new AbortController();
    const lost = passes.next(leading.signal, pass([], 'slow').run);
    await Promise.resolve();
    leading.abort(new Error('the lead is lost'));
    passes.interrupt();
    await expect(lost).rejects.toThrow('the lead is lost');
    expect(passes.isUnderWay).toBe(false);
  });

  it('hand on what goes wrong in one, and go on with the next', async () => {
    const passes = new Passes();
    const wrong = passes.next(LEADING, () => Promise.reject(new Error('conflict')));
    const next = passes.next(LEADING, async () => 'next');
    await expect(wrong).rejects.toThrow('conflict');
    expect(await next).toBe('next');
  });
});
