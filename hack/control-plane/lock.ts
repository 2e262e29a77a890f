import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess, processIdentity } from './process-identity.ts';

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process holds the lock. */
  readonly onWait?: (holder: number) => void;
}

/**
 * Holds a lock file until disposed. A lock whose holder is no longer running (kill -9, power cut) is taken over.
 */
export async function acquireLock(path: string, options: LockOptions = {}): Promise<Disposable> {
  mkdirSync(dirname(path), { recursive: true });
  let announced = false;
  while (!tryLock(path)) {
    const holder = readHolder(path);
    if (holder && !isSameProcess(holder.pid, holder.identity)) {
      breakLock(path, holder);
      continue;
    }
    if (holder && !announced) options.onWait?.(holder.pid);
    announced = true;
    await delay(300, undefined, { signal: options.signal });
  }
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
}

interface Holder {
  readonly pid: number;
  readonly identity: string;
}

function tryLock(path: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
  try {
    // A link appears with its content at once, so nobody ever reads a lock that is not written yet.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two waiters may both find the same dead holder: only the one that renames the file they have both seen breaks it. */
function breakLock(path: string, dead: Holder): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && moved.identity !== dead.identity) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function readHolder(path: string): Holder | undefined {
  try {
    const { pid, identity } = JSON.parse(readFileSync(path, 'utf8'));
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
