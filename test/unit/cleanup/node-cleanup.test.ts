import { describe, expect, it } from 'vitest';
import { nodeCleanupName } from '../../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup, parseNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import { cleanup, plan, plannedTask } from './sample.ts';

describe('the name of a NodeCleanup', () => {
  it('is the same for every attempt and another for a Node of the same name that comes back', () => {
    expect(nodeCleanupName('worker-1', 'uid-a')).toBe(nodeCleanupName('worker-1', 'uid-a'));
    expect(nodeCleanupName('worker-1', 'uid-a')).not.toBe(nodeCleanupName('worker-1', 'uid-b'));
  });

  it.each(['worker-1', 'a'.repeat(253), `${'a'.repeat(243)}.b.example.com`, `${'a'.repeat(242)}--b`])(
    'is a valid object name for the Node %s',
    (nodeName) => {
      const name = nodeCleanupName(nodeName, 'uid');
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
      expect(name.length).toBeLessThanOrEqual(253);
    },
  );
});

describe('a NodeCleanup', () => {
  it('reads back the plan exactly as it was written', () => {
    const { spec } = cleanup();
    const written = {
      ...spec,
      plan: {
        ...plan(
          plannedTask('drain', { timeoutMs: 5_400_000, onTimeout: 'continue', options: { gracePeriod: '30s' } }),
          plannedTask('forget', { stage: 'after', needs: [] }),
          plannedTask('chat.blocked', { task: 'notify', stage: { moment: 'blocked' } }),
        ),
        deadlineMs: 1_500,
        onDeadline: 'continue' as const,
      },
    };
    expect(parseNodeCleanup(newNodeCleanup(written)).spec).toEqual(written);
  });

  it('reads a status that is not there yet as one that has not begun', () => {
    const read = parseNodeCleanup(newNodeCleanup(cleanup().spec));
    expect(read.status).toMatchObject({ phase: 'Pending', tasks: [], conditions: [] });
  });

  it('survives any nonsense that a person may have edited into it', () => {
    const odd = parseNodeCleanup({
      metadata: { name: 7 },
      spec: {
        nodeName: [],
        plan: { tasks: [null, 'x', { name: 'a', stage: 'never', timeout: 'soon', onTimeout: 3 }] },
      },
      status: { phase: 'Dancing', tasks: { a: 1 }, conditions: [{ type: 'Happy' }] },
    });
    expect(odd.spec.plan.tasks.at(-1)).toMatchObject({ name: 'a', stage: 'before', onTimeout: 'block' });
    expect(odd.status).toMatchObject({ phase: 'Pending', tasks: [], conditions: [] });
  });
});
