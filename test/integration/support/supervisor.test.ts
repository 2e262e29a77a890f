import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { isSameProcess, processIdentity } from '../../../hack/control-plane/process-identity.ts';
import { Supervisor } from '../../../hack/control-plane/supervisor.ts';
import { eventually } from '../../support/eventually.ts';

const SUPERVISOR = new URL('../../../hack/control-plane/supervisor.ts', import.meta.url).href;

/** A parent with one child that ignores SIGTERM's politer sisters, and a folder. */
async function startParent(folder: string, then: string) {
  const script = `
    import { Supervisor } from '${SUPERVISOR}';
    const supervisor = new Supervisor();
    supervisor.removeAtEnd('${folder}');
    const child = supervisor.spawn('/bin/sh', ['-c', 'trap "" INT HUP; sleep 300 & wait'], { stdio: 'ignore' });
    console.log(child.pid);
    ${then}
  `;
  const args = ['--input-type=module', '--eval', script];
  const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(parent.stdout), 'line');
  const pid = Number(line);
  return { parent, pid, identity: processIdentity(pid) ?? '' };
}

describe('what was started', () => {
  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('ends when its parent dies of %s', async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'supervised-'));
    const { parent, pid, identity } = await startParent(folder, '');
    expect(isSameProcess(pid, identity)).toBe(true);
    parent.kill(signal);
    await eventually(() => !isSameProcess(pid, identity) && !existsSync(folder), {
      describe: 'the child and the folder to be gone',
    });
  });

  it('lives on when it was released', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'released-'));
    const { parent, pid, identity } = await startParent(folder, 'supervisor.release();');
    await once(parent, 'exit');
    expect(isSameProcess(pid, identity)).toBe(true);
    expect(existsSync(folder)).toBe(true);
    process.kill(-pid, 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('ends with the supervisor', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'disposed-'));
    const supervisor = new Supervisor();
    const child = supervisor.spawn('sleep', ['300'], { stdio: 'ignore' });
    supervisor.removeAtEnd(folder);
    await supervisor[Symbol.asyncDispose]();
    expect(child.signalCode).toBe('SIGKILL');
    expect(existsSync(folder)).toBe(false);
  });
});

it('tells a process from another one with the same pid', () => {
  const identity = processIdentity(process.pid) ?? '';
  expect(isSameProcess(process.pid, identity)).toBe(true);
  expect(isSameProcess(process.pid, `${identity}0`)).toBe(false);
  expect(processIdentity(2 ** 22 + 1)).toBeUndefined();
});
