import { expect, it } from 'vitest';
import { programOf } from '../../../cmd/process-io.ts';

it.each([
  ['/usr/local/bin/node-cleanup-webhook', '/home/me', 'node-cleanup-webhook'],
  ['/home/me/dist/node-cleanup-webhook.mjs', '/home/me', 'node dist/node-cleanup-webhook.mjs'],
  ['/app/node-cleanup-webhook.mjs', '/home/me', 'node /app/node-cleanup-webhook.mjs'],
  ['/home/me/my tools/run.mjs', '/home/me', "node 'my tools/run.mjs'"],
])('calls %s from %s: %s', (file, cwd, program) => {
  expect(programOf(file, cwd)).toBe(program);
});
