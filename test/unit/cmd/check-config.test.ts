import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMANDS } from '../../../cmd/commands.ts';
import { dispatch } from '../../../cmd/dispatch.ts';
import { captured } from './output.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(text: string) {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, text);
  const { io, out, err } = captured();
  const status = await dispatch(['check-config', file], io, COMMANDS);
  return { status, out: out(), err: err().replaceAll(file, 'config.yaml') };
}

it('prints the plan of a right file as a graph', async () => {
  const { status, out, err } = await check(
    'cleanup: {tasks: [{task: cordon}, {task: drain, needs: [cordon], timeout: 1h}]}',
  );
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toMatch(/1 cordon$[\s\S]*2 drain +needs cordon · timeout 1h, then blocked until a person acts$/m);
});

it('prints every mistake with its place, where editors find it', async () => {
  const { status, out, err } = await check('nodeSelectr: a\ncleanup:\n  deadline: 30\n');
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(
    /^config\.yaml:1:1: .*nodeSelectr.*\nconfig\.yaml:3:13: .*\nerror: CONFIG_INVALID: config\.yaml has 2 mistakes\n$/,
  );
});

it('says what may not be expected', async () => {
  expect(await check('cleanup: {tasks: []}')).toMatchObject({
    status: 0,
    err: expect.stringMatching(/^note: the plan has no tasks/),
  });
});

it('says that there is no such file', async () => {
  const { io, err } = captured();
  expect(await dispatch(['check-config', '/nowhere/c.yaml'], io, COMMANDS)).toBe(2);
  expect(err()).toBe('error: CONFIG_INVALID: /nowhere/c.yaml: there is no such file\n');
});
