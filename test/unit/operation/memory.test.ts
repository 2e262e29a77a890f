import { describe, expect, it } from 'vitest';
import { OperationMemory } from '../../../lib/operation/memory.ts';
import type { RunEnd } from '../../../lib/operation/run-task.ts';
import { settle } from '../../support/fake-clock.ts';

describe('a run that was called off', () => {
  it('counts for nothing, even when its answer was on its way', async () => {
    const memory = new OperationMemory();
    const answer = Promise.withResolvers<RunEnd>();
    memory.launch('drain', new AbortController(), () => answer.promise, expect.unreachable);
    answer.resolve({ is: 'outcome', outcome: { state: 'done' } });
    memory.keepOnly(new Set());
    await settle();
    expect(memory.hasLandings).toBe(false);
  });

  it('does not end the one that came after it', async () => {
    const memory = new OperationMemory();
    const first = Promise.withResolvers<RunEnd>();
    memory.launch('drain', new AbortController(), () => first.promise, expect.unreachable);
    memory.keepOnly(new Set());
    memory.launch('drain', new AbortController(), () => new Promise(() => {}), expect.unreachable);
    first.resolve({ is: 'calledOff' });
    await settle();
    expect([...memory.inFlight]).toEqual(['drain']);
  });
});
