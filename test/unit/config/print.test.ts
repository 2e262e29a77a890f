import { expect, it } from 'vitest';
import { printConfig } from '../../../lib/config/print.ts';
import { configOf } from './sample.ts';

it('check-config shows what happens, in order, and what happens when it takes too long', async () => {
  const config = await configOf(`
nodeSelector: pool=a
cleanup:
  deadline: 2h
  onDeadline: continue
  tasks:
    - {task: drain, name: evict, needs: [cordon, check], timeout: 1h, onTimeout: continue}
    - {task: cordon}
    - {task: check, timeout: 10m}
    - {task: forget}
    - {task: notify, name: chat, on: [released, blocked], options: {url: "http://x"}}
`);
  expect(printConfig(config)).toBe(`\
finalizer infra.894.io/node-cleanup for Nodes with pool=a; 10 removals at work at once; records kept 24h; a Node counts as dead after 5m without being Ready
brake: a removal is held when 20% of the Nodes or 10 have begun within 10m; 1 at storage work at once

A Node is deleted  (deadline 2h, then everything before the release is given up)
   1 cordon
   1 check          timeout 10m, then blocked until a person acts
   2 evict          drain · needs cordon, check · timeout 1h, then given up
Our finalizer is removed; the Node goes when nobody else holds it
   1 forget
The record of the removal is complete

When a task needs a person
   1 chat.blocked   notify · timeout 10m, then given up

When our finalizer is removed
   1 chat.released  notify · timeout 10m, then given up
`);
});

it('check-config shows a plan without tasks as what it is', async () => {
  expect(printConfig(await configOf('cleanup: {tasks: []}'))).toContain(
    'A Node is deleted  (no deadline)\n     nothing\nOur finalizer is removed',
  );
});
