import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { isRunning, readRecord } from '../../../hack/cluster-record.ts';
import { run } from '../../../hack/control-plane/command.ts';
import { Layout } from '../../../hack/control-plane/layout.ts';

const SCRIPT = fileURLToPath(new URL('../../../hack/cluster.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cluster-command-'));
const layout = new Layout(join(folder, 'data'));

const cluster = (...args: string[]) => run(process.execPath, [SCRIPT, ...args, '--data-dir', layout.root]);

afterAll(async () => {
  await cluster('down');
  rmSync(folder, { recursive: true, force: true });
});

it('comes up once, says how to use it, and goes down without touching what is not its own', async () => {
  expect(await cluster('status')).toMatchObject({ code: 3, stdout: 'cluster default is not up\n' });
  expect((await cluster('env')).code).toBe(1);

  expect((await cluster('up')).code).toBe(0);
  const record = readRecord(layout);
  expect(record?.processes.map(({ name }) => name)).toContain('kube-apiserver');
  expect((await cluster('up')).stderr).toContain('is up already');
  expect(readRecord(layout)).toEqual(record);
  expect((await cluster('status')).code).toBe(0);

  const { stdout } = await cluster('env');
  const nodes = await run('/bin/sh', ['-c', `${stdout}kubectl create -f - && kubectl get nodes -o name`], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }),
    env: { PATH: process.env.PATH, HOME: folder },
  });
  expect(nodes.stdout).toContain('node/n1');

  writeFileSync(join(layout.root, 'mine.txt'), 'not yours');
  expect((await cluster('down')).stderr).toContain('is down: ended 5 processes');
  expect(record?.processes.filter(isRunning)).toEqual([]);
  expect(existsSync(join(layout.root, 'mine.txt'))).toBe(true);
  expect(existsSync(layout.kubeconfig)).toBe(false);
  expect((await cluster('down')).stderr).toContain('was not up');
});

it('does not end a process that was given the number of one of its own', async () => {
  const stranger = { name: 'etcd', pid: process.pid, identity: 'of another boot' };
  rmSync(layout.root, { recursive: true, force: true });
  await cluster('down');
  mkdirSync(layout.root, { recursive: true });
  writeFileSync(layout.record, JSON.stringify({ server: 'https://127.0.0.1:1', processes: [stranger] }));
  expect((await cluster('down')).stderr).toContain('was not up');
});

it('explains itself', async () => {
  expect(await cluster('--help')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('up | down | env | status'),
  });
  expect(await cluster('sideways')).toMatchObject({ code: 2, stdout: '' });
  const unknown = await cluster('up', '--no-such-option');
  expect([unknown.code, unknown.stderr.split('\n').length]).toEqual([1, 2]);
});
