import { expect, it } from 'vitest';
import { hostnameOf, subjectOf } from '../../../lib/cleanup/facts.ts';
import { newNodeCleanup, parseNodeCleanup } from '../../../lib/cleanup/node-cleanup-json.ts';
import { node } from '../tasks/run.ts';

it.each([
  ['another than its name', { 'kubernetes.io/hostname': 'n1.example.com' }, 'n1.example.com'],
  ['its name', { 'kubernetes.io/hostname': 'n1' }, undefined],
  ['none', {}, undefined],
])('a record keeps the hostname of a Node that has %s', (_, labels, expected) => {
  const plan = { tasks: [], deadlineMs: undefined, onDeadline: 'block', retry: { baseMs: 1, capMs: 1 } } as const;
  const spec = {
    nodeName: 'n1',
    nodeUID: 'u1',
    requestedAt: '2026-01-01T00:00:00Z',
    finalizer: 'a/b',
    deadAfterMs: 1,
    plan,
  };
  const made = newNodeCleanup({ ...spec, hostname: hostnameOf(node({ name: 'n1', labels })) });
  const read = parseNodeCleanup(JSON.parse(JSON.stringify(made)));
  expect(subjectOf(read, undefined).hostname).toBe(expected);
});
