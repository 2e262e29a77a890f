import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { locateBinaries } from '../../../hack/control-plane/binaries.ts';
import { PROGRAMS, type ProgramName } from '../../../hack/control-plane/programs.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'binaries-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const VERSIONS: Readonly<Record<ProgramName, string>> = {
  etcd: 'etcd Version: 3.6.1\nGit SHA: abc\nGo Version: go1.26.8',
  'kube-apiserver': 'Kubernetes v1.36.0',
  'kube-controller-manager': 'Kubernetes v1.36.0',
  'kube-scheduler': 'Kubernetes v1.36.0',
  kubectl: 'Client Version: v1.37.1\nKustomize Version: v5.8.1',
  kwok: 'kwok version v0.8.2 go1.26.8 (linux/amd64)',
};

/** A folder with programs that only say their version. */
function install(folder: string, versions: Partial<Record<ProgramName, string>>): string {
  const path = join(root, folder);
  mkdirSync(path);
  for (const [name, version] of Object.entries(versions)) {
    writeFileSync(join(path, name), `#!/bin/sh\nprintf '%s\\n' '${version}'\n`);
    chmodSync(join(path, name), 0o755);
  }
  return path;
}

async function locate(env: NodeJS.ProcessEnv) {
  const lines: string[] = [];
  const report = (line: string) => void lines.push(line);
  const binaries = await locateBinaries({ env: { XDG_CACHE_HOME: join(root, 'cache'), ...env }, report });
  return { binaries, lines };
}

it('takes each program from KUBEBUILDER_ASSETS first, then from PATH, and says so', async () => {
  const { etcd, 'kube-apiserver': apiServer, kubectl } = VERSIONS;
  const assets = install('assets', { etcd, 'kube-apiserver': apiServer, kubectl });
  const path = install('path', VERSIONS);
  const { binaries, lines } = await locate({ KUBEBUILDER_ASSETS: assets, PATH: path });
  expect(binaries.etcd).toBe(join(assets, 'etcd'));
  expect(binaries.kwok).toBe(join(path, 'kwok'));
  expect(lines).toContain(`etcd: ${assets}/etcd (3.6.1, KUBEBUILDER_ASSETS)`);
  expect(lines).toContain(`kwok: ${path}/kwok (0.8.2, PATH)`);
});

it('passes over a version that this project is not tested with, and says why', async () => {
  const old = install('old', { 'kube-apiserver': 'Kubernetes v1.31.4' });
  const good = install('good', VERSIONS);
  const { binaries, lines } = await locate({ PATH: `${old}:${good}` });
  expect(binaries['kube-apiserver']).toBe(join(good, 'kube-apiserver'));
  expect(lines).toContain(`kube-apiserver: ${old}/kube-apiserver is 1.31.4, not 1.36.x; not used`);
});

it('says what to do when a program is missing and there is no Go to build it', async () => {
  const { kwok: _, ...rest } = VERSIONS;
  const path = install('path', rest);
  await expect(locate({ PATH: path })).rejects.toThrow(/^kwok: not found .* Install Go 1\.26 or newer/);
});

it('takes what was built before from the cache', async () => {
  const missing = await locate({ PATH: '' }).catch((error: Error) => error.message);
  expect(missing).toContain(PROGRAMS.join(', '));
});
