import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { rewritten } from '../../support/installed/sandbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = new Map([
  ['/app/program.mjs', '/build/program.mjs'],
  ['/nodejs/bin', '/opt/node/bin'],
]);
const contained = {
  image: { name: 'program:1', files, env: {}, entrypoint: [] },
  argv: ['/app/program.mjs', 'serve', '--cert-dir=/certs', '--config=/config/config.yaml', '--path=/certs-of-others'],
  env: { CONFIG: '/config/config.yaml', TEXT: 'see /config', PATH: '/nodejs/bin:/bin' },
  mounts: [
    { path: '/certs', folder: '/volumes/certs' },
    { path: '/config', folder: '/volumes/config' },
    { path: '/var/run/secrets/kubernetes.io/serviceaccount', folder: '/volumes/token' },
  ],
  user: 1,
  group: 1,
  readOnlyRoot: true,
  folder,
  server: 'https://127.0.0.1:6443',
};

it('without a root folder of its own a container is told where its paths are on this machine', () => {
  const { command, args, env } = rewritten(contained);
  expect([command, ...args]).toEqual([
    '/build/program.mjs',
    'serve',
    '--cert-dir=/volumes/certs',
    '--config=/volumes/config/config.yaml',
    '--path=/certs-of-others',
  ]);
  expect(env).toMatchObject({
    CONFIG: '/volumes/config/config.yaml',
    TEXT: 'see /config',
    PATH: '/opt/node/bin:/bin',
  });
});

it('without a root folder of its own a container finds its service account by a kubeconfig', () => {
  const kubeconfig = JSON.parse(readFileSync(rewritten(contained).env.KUBECONFIG ?? '', 'utf8'));
  expect(kubeconfig.users).toEqual([{ name: 'pod', user: { tokenFile: '/volumes/token/token' } }]);
  expect(kubeconfig.clusters[0].cluster.server).toBe('https://127.0.0.1:6443');
});
