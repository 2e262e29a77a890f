import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../lib/operation/task.ts';
import { settle } from '../../support/fake-clock.ts';
import { Bench, done, hangs, type Run, throws, waits } from './bench.ts';
import { afterPivot, at, beforePivot, plan, START, time } from './sample.ts';

const released = { releasedAt: START };
const gone = { releasedAt: START, pivotedAt: START };
const statesOf = (bench: Bench) => bench.saves.map((records) => records.map(({ name, state }) => `${name} ${state}`));

describe('a plan is worked through', () => {
  it('writes nothing for an empty plan', async () => {
    const bench = new Bench(plan([]), {});
    expect((await bench.advance()).verdict).toBe('pivot');
    expect((await bench.advance(gone)).verdict).toBe('finished');
    expect(bench.saves).toEqual([]);
  });

  it('writes each start before it and each end before what depends on it, together where it can', async () => {
    const bench = new Bench(plan([beforePivot('cordon'), beforePivot('drain', { needs: ['cordon'] })]), {
      cordon: done,
      drain: done,
    });
    expect((await bench.advance()).verdict).toBe('pivot');
    expect(statesOf(bench)).toEqual([
      ['cordon Running', 'drain Pending'],
      ['cordon Done', 'drain Running'],
      ['cordon Done', 'drain Done'],
    ]);
  });

  it('has written down that a task runs when it runs', async () => {
    const bench: Bench = new Bench(plan([beforePivot('cordon')]), {
      cordon: async ({ record }) => {
        expect(bench.record('cordon')).toEqual(record);
        expect(record).toEqual({ name: 'cordon', state: 'Running', attempts: 0, startedAt: time(0) });
        return { state: 'done' };
      },
    });
    expect((await bench.advance()).verdict).toBe('pivot');
    expect(bench.record('cordon')?.state).toBe('Done');
  });

  it('tells a task what it needs to know', async () => {
    let seen: unknown;
    const bench = new Bench(plan([beforePivot('chat', { task: 'notify', options: { url: 'x' } })]), {
      notify: async ({ subject, operation, name, options, startedAt }) => {
        seen = { subject, operation, name, options, startedAt };
        return { state: 'done' };
      },
    });
    await bench.advance();
    expect(seen).toEqual({
      subject: 'worker-1',
      operation: 'uid-1',
      name: 'chat',
      options: { url: 'x' },
      startedAt: START,
    });
  });

  it('runs what does not need each other at the same time', async () => {
    const both = Promise.withResolvers<void>();
    let running = 0;
    const meets: Run = async () => {
      if (++running === 2) both.resolve();
      await both.promise;
      return { state: 'done' };
    };
    const bench = new Bench(plan([beforePivot('a'), beforePivot('b')]), { a: meets, b: meets });
    expect((await bench.advance()).verdict).toBe('pivot');
    expect(statesOf(bench)).toEqual([
      ['a Running', 'b Running'],
      ['a Done', 'b Done'],
    ]);
  });

  it('goes on from what another process wrote down, and does nothing twice', async () => {
    const bench = new Bench(plan([beforePivot('cordon'), beforePivot('drain', { needs: ['cordon'] })]), {
      cordon: throws(new Error('cordon ran again')),
      drain: done,
    });
    const records = [
      { name: 'cordon', state: 'Done', attempts: 0 },
      { name: 'drain', state: 'Running', attempts: 0, startedAt: time(-5_000) },
    ] as const;
    expect((await bench.advance({ records })).verdict).toBe('pivot');
    expect(bench.record('drain')).toMatchObject({ state: 'Done', startedAt: time(-5_000) });
  });

  it('runs what comes after the pivot only then', async () => {
    const bench = new Bench(plan([afterPivot('forget'), at('released', 'bye')]), { forget: done, bye: done });
    expect((await bench.advance()).verdict).toBe('pivot');
    expect(await bench.advance(released)).toMatchObject({ verdict: 'working', lookAgainAfterMs: undefined });
    expect(statesOf(bench).at(-1)).toEqual(['forget Pending', 'bye Done']);
    expect((await bench.advance(gone)).verdict).toBe('finished');
    expect(statesOf(bench).at(-1)).toEqual(['forget Done', 'bye Done']);
  });

  it('closes what never came to run, without a write of its own', async () => {
    const bench = new Bench(plan([at('blocked', 'help')]), { help: done });
    const { verdict, records } = await bench.advance(gone);
    expect(verdict).toBe('finished');
    expect(records).toMatchObject([{ name: 'help', state: 'Skipped', reason: 'MomentNeverCame' }]);
    expect(bench.saves).toEqual([]);
  });
});

describe('waiting', () => {
  it('is written down once, however often one looks', async () => {
    const bench = new Bench(plan([beforePivot('drain')]), { drain: waits('3 pods') });
    for (let look = 0; look < 10; look++) {
      expect((await bench.advance()).lookAgainAfterMs).toBe(5_000);
      await bench.clock.advance(5_000);
    }
    expect(bench.measured.filter((line) => line.startsWith('cleanup_task_runs_total'))).toHaveLength(10);
    expect(bench.saves).toHaveLength(2);
  });

  it('is not cut short by a pass for another reason', async () => {
    const bench = new Bench(plan([beforePivot('drain')]), { drain: waits('3 pods') });
    await bench.advance();
    await bench.clock.advance(2_000);
    expect((await bench.advance()).lookAgainAfterMs).toBe(3_000);
    expect(bench.measured).toHaveLength(1);
  });

  it('ends when what the task watches changes', async () => {
    let wake = () => {};
    let pods = 3;
    const bench = new Bench(plan([beforePivot('drain')]), {
      drain: async (run) => {
        wake = run.wake;
        if (pods === 0) return { state: 'done' };
        return { state: 'waiting', reason: 'Pods', message: `${pods} pods`, checkAfterMs: 60_000 };
      },
    });
    await bench.advance();
    pods = 0;
    wake();
    expect(bench.woken).toBe(1);
    expect((await bench.advance()).verdict).toBe('pivot');
  });

  it('ends also when the change came during the look itself', async () => {
    let looks = 0;
    const bench = new Bench(plan([beforePivot('drain')]), {
      drain: async ({ wake }) => {
        if (++looks > 1) return { state: 'done' };
        wake();
        return { state: 'waiting', reason: 'Pods', message: '1 pod', checkAfterMs: 60_000 };
      },
    });
    expect((await bench.advance()).lookAgainAfterMs).toBe(0);
    expect((await bench.advance()).verdict).toBe('pivot');
  });

  it('goes on after the one look that a change is worth', async () => {
    let wake = () => {};
    const bench = new Bench(plan([beforePivot('drain')]), {
      drain: async (run) => {
        wake = run.wake;
        return { state: 'waiting', reason: 'Pods', message: '3 pods', checkAfterMs: 60_000 };
      },
    });
    await bench.advance();
    wake();
    wake();
    expect((await bench.advance()).lookAgainAfterMs).toBe(60_000);
    expect((await bench.advance()).lookAgainAfterMs).toBe(60_000);
  });

  it('survives a clock that is set back by a day', async () => {
    const bench = new Bench(plan([beforePivot('drain')]), { drain: waits('3 pods') });
    await bench.advance();
    bench.clock.jumpWallClock(-86_400_000);
    expect((await bench.advance()).lookAgainAfterMs).toBe(5_000);
  });

  it('for no time at all does not keep a core busy', async () => {
    const bench = new Bench(plan([beforePivot('drain')]), { drain: waits('3 pods', Number.NaN) });
    expect((await bench.advance()).lookAgainAfterMs).toBe(100);
  });

  it('on a person is looked at every 30 seconds, since the person may have acted', async () => {
    const blocked: Outcome = { state: 'blocked', reason: 'LastReplica', message: 'volume a' };
    const bench = new Bench(plan([beforePivot('evacuate')]), { evacuate: () => Promise.resolve(blocked) });
    const advance = await bench.advance();
    expect(advance).toMatchObject({ lookAgainAfterMs: 30_000, blocked: { name: 'evacuate' }, current: 'evacuate' });
  });
});

describe('a task that fails', () => {
  it.each<[string, unknown]>([
    ['an error', new Error('no')],
    ['nothing', undefined],
    ['a text', 'no'],
    ['an object that cannot be read', Object.create(null)],
    [
      'an error that throws when it is read',
      new Proxy(new Error('no'), {
        get() {
          throw new Error('trap');
        },
      }),
    ],
  ])('with %s does not stop the others', async (_, thrown) => {
    const bench = new Bench(plan([beforePivot('bad'), beforePivot('good')]), { bad: throws(thrown), good: done });
    await bench.advance();
    expect(statesOf(bench).at(-1)).toEqual(['bad Retrying', 'good Done']);
  });

  it('at once, before it gives a promise, does not stop the others', async () => {
    const bad = () => {
      throw new Error('no');
    };
    const bench = new Bench(plan([beforePivot('bad'), beforePivot('good')]), { bad, good: done });
    await bench.advance();
    expect(statesOf(bench).at(-1)).toEqual(['bad Retrying', 'good Done']);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a word', 'done'],
    ['true', true],
    ['another state', { state: 'Done' }],
  ])('by answering with %s is never taken for done', async (_, answer) => {
    const bench = new Bench(plan([beforePivot('bad')]), { bad: () => Promise.resolve(answer as Outcome) });
    expect((await bench.advance()).verdict).toBe('working');
    expect(bench.record('bad')).toMatchObject({ state: 'Retrying', attempts: 1 });
  });

  it('is tried again later and later, also across restarts', async () => {
    const bench = new Bench(plan([beforePivot('bad')]), { bad: throws(new Error('no')) });
    const waited = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      bench.scope[Symbol.dispose]();
      const { lookAgainAfterMs } = await bench.advance();
      waited.push(lookAgainAfterMs);
      await bench.clock.advance(lookAgainAfterMs ?? 0);
    }
    expect(waited).toEqual([550, 1_100, 2_200, 4_400, 8_800, 17_600, 33_000, 33_000]);
  });

  it('is not tried sooner because something that it watches changes', async () => {
    let wake = () => {};
    let runs = 0;
    const bench = new Bench(plan([beforePivot('bad')]), {
      bad: async (run) => {
        runs++;
        wake = run.wake;
        throw new Error('429');
      },
    });
    await bench.advance();
    wake();
    expect((await bench.advance()).lookAgainAfterMs).toBe(550);
    expect(runs).toBe(1);
  });

  it('tells somebody at the third time', async () => {
    const tasks = { bad: throws(new Error('no')), alarm: done };
    const bench = new Bench(plan([beforePivot('bad'), at('failed', 'alarm')]), tasks);
    const states = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      await bench.advance();
      states.push(bench.record('alarm')?.state);
      await bench.clock.advance(60_000);
    }
    expect(states).toEqual(['Pending', 'Pending', 'Done']);
  });
});

describe('a task that hangs', () => {
  it('does not keep what does not need it from its end', async () => {
    const bench = new Bench(plan([beforePivot('hung'), beforePivot('a'), beforePivot('b', { needs: ['a'] })]), {
      hung: hangs,
      a: done,
      b: done,
    });
    const pass = bench.advance();
    await bench.clock.advance(300);
    expect(statesOf(bench).at(-1)).toEqual(['hung Running', 'a Done', 'b Done']);
    await bench.clock.advance(5_000);
    expect((await pass).verdict).toBe('working');
  });

  it('does not keep a waiting task from being looked at', async () => {
    let looks = 0;
    const bench = new Bench(plan([beforePivot('hung'), beforePivot('drain')]), {
      hung: hangs,
      drain: async () => {
        looks++;
        return { state: 'waiting', reason: 'Pods', message: '3 pods', checkAfterMs: 1_000 };
      },
    });
    for (let pass = 0; pass < 10; pass++) await bench.advanceWhileTimePasses();
    expect(bench.clock.monotonic()).toBeLessThan(20_000);
    expect(looks).toBe(10);
  });

  it('is not run a second time beside itself', async () => {
    let runs = 0;
    const hung: Run = () => {
      runs++;
      return new Promise(() => {});
    };
    const bench = new Bench(plan([beforePivot('hung')]), { hung });
    await bench.advanceWhileTimePasses();
    await bench.advanceWhileTimePasses();
    expect(runs).toBe(1);
  });

  it('is left behind after 30 seconds, asks for another pass then, and is tried again', async () => {
    let signal: AbortSignal | undefined;
    let runs = 0;
    const bench = new Bench(plan([beforePivot('hung')]), {
      hung: (run) => {
        signal = run.signal;
        return ++runs === 1 ? new Promise(() => {}) : Promise.resolve({ state: 'done' });
      },
    });
    await bench.advanceWhileTimePasses();
    expect(bench.woken).toBe(0);
    await bench.clock.advance(30_000);
    expect(bench.woken).toBe(1);
    expect(signal?.aborted).toBe(true);
    expect((await bench.advance()).lookAgainAfterMs).toBe(550);
    expect(bench.record('hung')).toMatchObject({ state: 'Retrying', attempts: 1 });
    await bench.clock.advance(550);
    expect((await bench.advance()).verdict).toBe('pivot');
  });

  it('is looked after also by who does not hear that it has ended', async () => {
    const bench = new Bench(plan([beforePivot('hung')]), { hung: hangs });
    const { lookAgainAfterMs } = await bench.advanceWhileTimePasses();
    expect(lookAgainAfterMs).toBeLessThanOrEqual(30_000);
  });

  it('cannot do harm when it wakes up long after it was left behind', async () => {
    const late = Promise.withResolvers<Outcome>();
    let runs = 0;
    const bench = new Bench(plan([beforePivot('hung')]), {
      hung: () => (++runs === 1 ? late.promise : Promise.resolve({ state: 'blocked', reason: 'R', message: 'm' })),
    });
    await bench.advanceWhileTimePasses();
    await bench.clock.advance(30_000);
    await bench.advance();
    await bench.clock.advance(1_000);
    await bench.advance();
    late.resolve({ state: 'done' });
    await settle();
    expect((await bench.advance()).verdict).toBe('working');
    expect(bench.record('hung')?.state).toBe('Blocked');
  });

  it('and tells people of a moment does not hold the pivot, and is not sent twice because of it', async () => {
    const answer = Promise.withResolvers<Outcome>();
    let sent = 0;
    const bench = new Bench(plan([at('started', 'hello'), beforePivot('cordon')]), {
      cordon: done,
      hello: () => {
        sent++;
        return answer.promise;
      },
    });
    expect((await bench.advance()).verdict).toBe('pivot');
    answer.resolve({ state: 'done' });
    await settle();
    expect(bench.woken).toBe(1);
    expect((await bench.advance(gone)).verdict).toBe('finished');
    expect(bench.record('hello')?.state).toBe('Done');
    expect(sent).toBe(1);
  });
});

describe('when the pass is ended from outside', () => {
  const interrupted = new Error('the lead is lost');

  it('it rejects at once with the reason, tells the tasks, and writes nothing more', async () => {
    const stop = new AbortController();
    let signal: AbortSignal | undefined;
    const bench = new Bench(plan([beforePivot('slow')]), {
      slow: (run) => {
        signal = run.signal;
        return new Promise(() => {});
      },
    });
    const pass = bench.advance({}, { signal: stop.signal });
    await settle();
    stop.abort(interrupted);
    await expect(pass).rejects.toBe(interrupted);
    expect(signal?.reason).toBe(interrupted);
    await settle();
    expect(bench.saves).toHaveLength(1);
    expect(bench.clock.pendingTimers).toBe(0);
    expect(bench.woken).toBe(0);
  });

  it('nothing runs when it was ended before it began', async () => {
    const bench = new Bench(plan([beforePivot('slow')]), { slow: throws(new Error('it ran')) });
    await expect(bench.advance({}, { signal: AbortSignal.abort(interrupted) })).rejects.toBe(interrupted);
    expect(bench.saves).toEqual([]);
  });

  it('no verdict is given any more', async () => {
    const pass = new Bench(plan([]), {}).advance({}, { signal: AbortSignal.abort(interrupted) });
    await expect(pass).rejects.toBe(interrupted);
  });

  it('it does not wait for a write that hangs', async () => {
    const stop = new AbortController();
    const bench = new Bench(plan([beforePivot('a')]), { a: throws(new Error('it ran')) });
    bench.save = () => new Promise(() => {});
    const pass = bench.advance({}, { signal: stop.signal });
    await settle();
    stop.abort(interrupted);
    await expect(pass).rejects.toBe(interrupted);
  });

  it('a task that only then fails brings nothing down', async () => {
    const stop = new AbortController();
    const bench = new Bench(plan([beforePivot('late')]), {
      late: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => setImmediate(() => reject(undefined)));
        }),
    });
    const pass = bench.advance({}, { signal: stop.signal });
    await settle();
    stop.abort(interrupted);
    await expect(pass).rejects.toBe(interrupted);
    await settle();
    await settle();
  });

  it('the next pass tries again what was under way', async () => {
    const stop = new AbortController();
    let runs = 0;
    const bench = new Bench(plan([beforePivot('a')]), {
      a: () => (++runs === 1 ? new Promise(() => {}) : Promise.resolve({ state: 'done' })),
    });
    const pass = bench.advance({}, { signal: stop.signal });
    await settle();
    stop.abort(interrupted);
    await pass.catch(() => {});
    expect((await bench.advance()).verdict).toBe('pivot');
  });
});

describe('when what was done cannot be written down', () => {
  const conflict = new Error('409');

  it('nothing that was not written runs', async () => {
    const bench = new Bench(plan([beforePivot('a')]), { a: throws(new Error('it ran')) });
    bench.save = () => Promise.reject(conflict);
    await expect(bench.advance()).rejects.toBe(conflict);
    expect(bench.measured).toEqual([]);
  });

  it('the pivot does not come, and it is done again', async () => {
    let runs = 0;
    const bench = new Bench(plan([beforePivot('a')]), {
      a: async () => {
        runs++;
        return { state: 'done' };
      },
    });
    let writes = 0;
    bench.save = () => (++writes === 2 ? Promise.reject(conflict) : Promise.resolve());
    await expect(bench.advance()).rejects.toBe(conflict);
    expect(bench.record('a')?.state).toBe('Running');
    expect((await bench.advance()).verdict).toBe('pivot');
    expect(runs).toBe(2);
  });

  it('runs under way are called off, since another process may be at work', async () => {
    let signal: AbortSignal | undefined;
    const bench = new Bench(plan([beforePivot('slow'), beforePivot('a')]), {
      a: done,
      slow: (run) => {
        signal = run.signal;
        return new Promise(() => {});
      },
    });
    let writes = 0;
    bench.save = () => (++writes === 2 ? Promise.reject(conflict) : Promise.resolve());
    const pass = bench.advance();
    pass.catch(() => {});
    await bench.clock.advance(1_000);
    await expect(pass).rejects.toBe(conflict);
    expect(signal?.aborted).toBe(true);
  });
});

describe('nothing lets a Node go by mistake', () => {
  it('a kind of task that this version does not have blocks, and never counts as done', async () => {
    const bench = new Bench(plan([beforePivot('wipe', { task: 'wipe-disks' }), beforePivot('cordon')]), {
      cordon: done,
    });
    const { verdict, blocked } = await bench.advance();
    expect(verdict).toBe('working');
    expect(blocked).toMatchObject({ name: 'wipe', state: 'Blocked', reason: 'UnknownTask' });
    expect(blocked?.message).toContain('wipe-disks');
  });

  it('a skipped operation runs nothing but what tells of it, and ends what is under way', async () => {
    let signal: AbortSignal | undefined;
    const thePlan = plan([beforePivot('slow'), beforePivot('next'), at('skipped', 'told')]);
    const bench = new Bench(thePlan, {
      slow: (run) => {
        signal = run.signal;
        return new Promise(() => {});
      },
      next: waits('x', 1_000),
      told: done,
    });
    await bench.advanceWhileTimePasses();
    const { verdict, records } = await bench.advance({ skippedAt: bench.clock.now(), ...released });
    expect(signal?.aborted).toBe(true);
    expect(verdict).toBe('finished');
    expect(records.map(({ name, state }) => `${name} ${state}`)).toEqual(['slow Skipped', 'next Skipped', 'told Done']);
  });

  it('what was given up by others while it was under way is not changed by its end', async () => {
    const answer = Promise.withResolvers<Outcome>();
    const bench = new Bench(plan([beforePivot('slow')]), { slow: () => answer.promise });
    await bench.advanceWhileTimePasses();
    answer.resolve({ state: 'done' });
    await settle();
    const records = [{ name: 'slow', state: 'Skipped', reason: 'NodeReleased', attempts: 0 }] as const;
    expect((await bench.advance({ ...gone, records })).records).toEqual(records);
    expect(bench.saves).toHaveLength(1);
  });

  it('what was under way for a record that somebody deleted counts for nothing in the next', async () => {
    const answer = Promise.withResolvers<Outcome>();
    let runs = 0;
    const bench = new Bench(plan([beforePivot('slow')]), {
      slow: () => (++runs === 1 ? answer.promise : Promise.resolve({ state: 'blocked', reason: 'R', message: 'm' })),
    });
    await bench.advanceWhileTimePasses();
    answer.resolve({ state: 'done' });
    await settle();
    const { verdict } = await bench.advance({ records: [] }, { operation: 'uid-2' });
    expect(verdict).toBe('working');
    expect(bench.record('slow')?.state).toBe('Blocked');
  });

  it('a task that is skipped by name in the middle of its run is called off', async () => {
    let signal: AbortSignal | undefined;
    const bench = new Bench(plan([beforePivot('slow')]), {
      slow: (run) => {
        signal = run.signal;
        return new Promise(() => {});
      },
    });
    await bench.advanceWhileTimePasses();
    const advance = await bench.advance({ skipTasks: new Set(['slow', 'slwo']) });
    expect(advance).toMatchObject({ verdict: 'pivot', unknownSkips: ['slwo'] });
    expect(signal?.aborted).toBe(true);
    expect(bench.record('slow')).toMatchObject({ state: 'Skipped', reason: 'SkipAnnotation' });
  });

  it('what is given up at its deadline lets the plan go on', async () => {
    const stuck = beforePivot('drain', { timeoutMs: 60_000, onTimeout: 'continue' });
    const bench = new Bench(plan([stuck]), { drain: waits('3 pods', 50_000) });
    await bench.advance();
    await bench.clock.advance(50_000);
    expect((await bench.advance()).lookAgainAfterMs).toBe(10_000);
    await bench.clock.advance(10_000);
    expect((await bench.advance()).verdict).toBe('pivot');
    expect(bench.record('drain')).toMatchObject({ state: 'TimedOut', reason: 'DeadlineExceeded' });
  });

  it('what is late and blocks ends by itself once it can', async () => {
    let outcome: Outcome = { state: 'waiting', reason: 'Pods', message: '3 pods', checkAfterMs: 60_000 };
    const bench = new Bench(plan([beforePivot('drain', { timeoutMs: 60_000 })]), { drain: async () => outcome });
    await bench.advance();
    await bench.clock.advance(60_000);
    expect((await bench.advance()).blocked?.message).toBe('missed its timeout of 1m: 3 pods');
    outcome = { state: 'done' };
    await bench.clock.advance(60_000);
    expect((await bench.advance()).verdict).toBe('pivot');
  });
});

describe('what an administrator sees', () => {
  it('is one line for each change of state, once it is written down', async () => {
    const bench = new Bench(plan([beforePivot('cordon'), beforePivot('drain', { needs: ['cordon'] })]), {
      cordon: done,
      drain: waits('3 pods'),
    });
    await bench.advance({}, { logFields: { node: 'worker-1' } });
    await bench.clock.advance(5_000);
    await bench.advance();
    expect(bench.logged.map(({ level, fields }) => `${level} ${fields.task} ${fields.from}>${fields.state}`)).toEqual([
      'info cordon Pending>Running',
      'info cordon Running>Done',
      'info drain Pending>Running',
      'info drain Running>Waiting',
    ]);
    expect(bench.logged[0]?.fields).toMatchObject({ node: 'worker-1', operation: 'uid-1' });
  });

  it('is each error once', async () => {
    const bench = new Bench(plan([beforePivot('bad')]), { bad: throws(new Error('no')) });
    await bench.advance();
    await bench.advance();
    await bench.clock.advance(1_000);
    await bench.advance();
    const errors = bench.logged.filter(({ level }) => level === 'warn');
    expect(errors.map(({ fields }) => `${fields.attempts} ${fields.message}`)).toEqual(['1 no', '2 no']);
  });

  it('is counted by the kind of task, of which there are few', async () => {
    const bench = new Bench(
      plan([beforePivot('chat', { task: 'notify' }), beforePivot('x', { task: 'from-the-future' })]),
      {
        notify: async () => {
          await bench.clock.sleep(500);
          return { state: 'done' };
        },
      },
    );
    await bench.advanceWhileTimePasses();
    expect(bench.measured).toEqual([
      'cleanup_task_runs_total{unknown,blocked} 1',
      'cleanup_task_runs_total{notify,done} 1',
      'cleanup_task_duration_seconds{notify,done} 0.5',
    ]);
  });

  it('counts failures', async () => {
    const bench = new Bench(plan([beforePivot('bad')]), { bad: throws(new Error('no')) });
    await bench.advance();
    expect(bench.measured).toEqual(['cleanup_task_runs_total{bad,error} 1', 'cleanup_failures_total{bad} 1']);
  });
});
