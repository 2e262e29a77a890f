import { describe, expect, it } from 'vitest';
import { Bench, done, hangs, throws, waits } from './bench.ts';
import { beforePivot, plan } from './sample.ts';

/** Defects that can be read in the source of https://github.com/roiblum1/NodeWebhooks, whose finalizer this one is. */
describe('what went wrong before', () => {
  it('retries without backoff: any update of the Node started another attempt', async () => {
    let attempts = 0;
    const bench = new Bench(plan([beforePivot('lvmo')]), {
      lvmo: async () => {
        attempts++;
        throw new Error('storage is away');
      },
    });
    for (let second = 0; second < 600; second++) {
      await bench.advance();
      await bench.clock.advance(1_000);
    }
    expect(attempts).toBeLessThan(30);
  });

  it('retries with duplicates: a second attempt began while the first one was still at work', async () => {
    let atWork = 0;
    let most = 0;
    const bench = new Bench(plan([beforePivot('lvmo')]), {
      lvmo: async () => {
        most = Math.max(most, ++atWork);
        await bench.clock.sleep(20_000);
        atWork--;
        return { state: 'done' };
      },
    });
    for (let pass = 0; pass < 10; pass++) await bench.advanceWhileTimePasses();
    expect(most).toBe(1);
  });

  it('no timeout: a task that never answered blocked all that came after it, for ever', async () => {
    const bench = new Bench(plan([beforePivot('portworx', { timeoutMs: 300_000, onTimeout: 'continue' })]), {
      portworx: hangs,
    });
    let verdict = 'working';
    for (let pass = 0; verdict === 'working' && pass < 1_000; pass++) {
      const advance = await bench.advanceWhileTimePasses();
      verdict = advance.verdict;
      await bench.clock.advance(Math.min(advance.lookAgainAfterMs ?? 0, 1_000));
    }
    expect(verdict).toBe('pivot');
    expect(bench.clock.monotonic()).toBeLessThan(340_000);
  });

  it('one after the other: five minutes of waiting in one task were five minutes for every task', async () => {
    const bench = new Bench(plan([beforePivot('lvmo'), beforePivot('logger')]), {
      lvmo: waits('the Job runs', 300_000),
      logger: done,
    });
    await bench.advance();
    expect(bench.clock.monotonic()).toBe(0);
    expect(bench.record('logger')?.state).toBe('Done');
  });

  it('no isolation: a panic of one task was the end of the process', async () => {
    const bench = new Bench(plan([beforePivot('portworx'), beforePivot('logger')]), {
      portworx: throws(null),
      logger: done,
    });
    await bench.advance();
    expect(bench.record('logger')?.state).toBe('Done');
  });

  it('fail-open: an unknown task was a warning, and the Node went with nothing done', async () => {
    const bench = new Bench(plan([beforePivot('portwrox')]), { portworx: done });
    expect(await bench.advance()).toMatchObject({ verdict: 'working', blocked: { reason: 'UnknownTask' } });
  });

  it('fail-open: an error while looking meant "not installed", and the task was skipped', async () => {
    const bench = new Bench(plan([beforePivot('lvmo')]), { lvmo: throws(new Error('403')) });
    expect((await bench.advance()).verdict).toBe('working');
    expect(bench.record('lvmo')?.state).toBe('Retrying');
  });

  it('from the start: the first error ran the whole list again from its first task', async () => {
    let firsts = 0;
    let seconds = 0;
    const bench = new Bench(plan([beforePivot('first'), beforePivot('second', { needs: ['first'] })]), {
      first: async () => {
        firsts++;
        return { state: 'done' };
      },
      second: async () => {
        if (++seconds < 3) throw new Error('no');
        return { state: 'done' };
      },
    });
    let verdict = 'working';
    while (verdict === 'working') {
      verdict = (await bench.advance()).verdict;
      await bench.clock.advance(10_000);
    }
    expect([firsts, seconds]).toEqual([1, 3]);
  });
});
