import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueServing } from '../support/certificate-folder.ts';
import { installCrds } from '../support/crds.ts';
import { Operator } from '../support/operator.ts';
import { useCluster } from '../support/test-cluster.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const finalStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
const entrypoint: readonly string[] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(finalStage)?.[1] ?? '[]');
const environment = (/^ENV (.*)$/m.exec(finalStage)?.[1] ?? '').split(' ');
const user = /^USER (.*)$/m.exec(finalStage)?.[1] ?? '';

const cluster = useCluster();
// No image is built here: the same script and the same build put the same files into a folder, which is then the root of a
// process, read-only, with the user, the environment and the entry point that the Dockerfile gives.
const image = cluster.folder('image');

beforeAll(async () => {
  chmodSync(image, 0o755);
  execFileSync(join(ROOT, 'hack/image/rootfs.sh'), [process.execPath, image]);
  execFileSync(process.execPath, [join(ROOT, 'hack/build.ts'), '--outdir', join(image, 'app')], { cwd: ROOT });
  // What a Pod mounts.
  const mounted = join(image, 'mounted');
  mkdirSync(mounted);
  copyFileSync(cluster.kubeconfig, join(mounted, 'kubeconfig'));
  const pair = issueServing(cluster);
  writeFileSync(join(mounted, 'tls.crt'), pair.cert);
  writeFileSync(join(mounted, 'tls.key'), pair.key);
  for (const file of readdirSync(mounted)) chmodSync(join(mounted, file), 0o444);
  await installCrds(cluster, run('/usr/bin/node', '/app/node-cleanup-webhook.mjs', 'crds'));
});

/** In a mount namespace of its own, whose root is the image. Who is not root here is root in a user namespace, and stays it. */
function inImage(args: readonly string[]): readonly string[] {
  const isRoot = process.getuid?.() === 0;
  const script =
    'mount --bind "$0" "$0" && mount --rbind /proc "$0/proc" && mount -o remount,bind,ro "$0" && exec chroot "$@"';
  const chroot = [...(isRoot ? [`--userspec=${user}`] : []), image, ...args];
  return ['unshare', '--mount', ...(isRoot ? [] : ['--user', '--map-root-user']), 'sh', '-c', script, image, ...chroot];
}

function run(...args: readonly string[]): string {
  const [command = '', ...rest] = inImage(args);
  return execFileSync(command, rest, { encoding: 'utf8', env: {} });
}

describe('the image', () => {
  test('has Node, its libraries and the product, and no shell', () => {
    expect(readdirSync(join(image, 'usr/bin'))).toEqual(['node']);
    expect(readdirSync(join(image, 'app')).sort()).toEqual(['THIRD-PARTY-LICENCES.txt', 'node-cleanup-webhook.mjs']);
  });

  test.runIf(existsSync('/var/lib/dpkg/info/ca-certificates.list'))(
    'says which packages its libraries are of, and has the licences of all that is in it',
    () => {
      expect(readdirSync(join(image, 'var/lib/dpkg/status.d'))).toEqual(
        expect.arrayContaining(['ca-certificates', 'libc6', 'libgcc-s1', 'libstdc++6']),
      );
      expect(readFileSync(join(image, 'var/lib/dpkg/status.d/libc6'), 'utf8')).toMatch(/^Version: ./m);
      expect(readFileSync(join(image, 'etc/os-release'), 'utf8')).toContain('VERSION_ID=');
      const documents = readdirSync(join(image, 'usr/share/doc'));
      expect(documents).toEqual(expect.arrayContaining(['ca-certificates', 'libc6']));
      expect(documents).toContainEqual(expect.stringMatching(/^gcc-.*-base$/));
      // A Node that a distribution has packaged has its licence elsewhere; that of the image has it here.
      expect(documents.includes('node')).toBe(existsSync(join(dirname(process.execPath), '../LICENSE')));
    },
  );

  test('starts the built file with the flags of its first line', () => {
    const firstLine = readFileSync(join(image, 'app/node-cleanup-webhook.mjs'), 'utf8').split('\n', 1)[0];
    const [node, ...rest] = entrypoint;
    expect(node).toBe('/usr/bin/node');
    expect(rest.at(-1)).toBe('/app/node-cleanup-webhook.mjs');
    expect(firstLine).toBe(`#!/usr/bin/env -S node ${rest.slice(0, -1).join(' ')}`);
  });

  test('runs as a user without rights, who cannot write anywhere', () => {
    const script = `
      const { writeFileSync } = require('node:fs');
      const tried = ['/app/x', '/tmp/x', '/x'].map((file) => { try { writeFileSync(file, ''); return 'written'; } catch ({ code }) { return code; } });
      console.log(JSON.stringify({ uid: process.getuid(), tried }));`;
    const { uid, tried } = JSON.parse(run('/usr/bin/node', '-e', script));
    expect(tried).toEqual(['EROFS', 'EROFS', 'EROFS']);
    expect(uid).toBe(process.getuid?.() === 0 ? Number(user.split(':')[0]) : 0);
  });

  test('resolves names and knows the usual authorities', () => {
    const script = `
      const { readFileSync } = require('node:fs');
      const authorities = readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8').split('BEGIN CERTIFICATE').length;
      require('node:dns').lookup('127.0.0.1', (error, address) => console.log(JSON.stringify({ authorities, address })));`;
    const { authorities, address } = JSON.parse(run('/usr/bin/node', '-e', script));
    expect(authorities).toBeGreaterThan(50);
    expect(address).toBe('127.0.0.1');
  });

  test('serves, and stops when it is told to', async () => {
    const [command = '', ...rest] = inImage([
      ...entrypoint,
      'serve',
      '--kubeconfig=/mounted/kubeconfig',
      '--cert-dir=/mounted',
      '--webhook-port=0',
      '--health-port=0',
      '--bind-address=127.0.0.1',
      '--shutdown-delay=100ms',
    ]);
    const env = Object.fromEntries(environment.map((pair) => pair.split('=')));
    const child = cluster.supervisor.spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    await using operator = new Operator(child, { configFile: '', certDir: '/mounted', name: 'the image' });
    cluster.onFailure(() => operator.log.last(40));
    await operator.waitReady(60_000);
    expect((await operator.health('/metrics')).text).toContain('build_info{');
    expect(await operator.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });
});
