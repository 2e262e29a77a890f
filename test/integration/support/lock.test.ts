import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acquireLock } from '../../../hack/control-plane/lock.ts';

const LOCK = new URL('../../../hack/control-plane/lock.ts', import.meta.url).href;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is held by one at a time', async () => {
  const path = join(folder, 'lock');
  const first = await acquireLock(path);
  const waits: number[] = [];
  const second = acquireLock(path, { onWait: (pid) => waits.push(pid) });
  await expect.poll(() => waits).toEqual([process.pid]);
  first[Symbol.dispose]();
  const held = await second;
  expect(existsSync(path)).toBe(true);
  held[Symbol.dispose]();
  expect(existsSync(path)).toBe(false);
});

it('is taken over from a process that was killed', async () => {
  const path = join(folder, 'lock');
  const script = `const { acquireLock } = await import('${LOCK}'); await acquireLock('${path}'); process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
  expect(existsSync(path)).toBe(true);
  using _lock = await acquireLock(path, { signal: AbortSignal.timeout(5_000) });
});

it('is not waited for after an abort', async () => {
  const path = join(folder, 'lock');
  using _lock = await acquireLock(path);
  await expect(acquireLock(path, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/abort/i);
});
