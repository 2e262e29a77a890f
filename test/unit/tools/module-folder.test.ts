import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { moduleFolder } from '../../../hack/tools/module-folder.ts';

const MODULE = 'github.com/cert-manager/cert-manager';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'go-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** With a `go` that says this, and ends with that. */
function ask(stdout: string, stderr: string, code: number): Promise<string> {
  const script = `#!/bin/sh\ncat <<'END'\n${stdout}\nEND\ncat >&2 <<'END'\n${stderr}\nEND\nexit ${code}\n`;
  writeFileSync(join(folder, 'go'), script);
  chmodSync(join(folder, 'go'), 0o755);
  const env = { PATH: [folder, process.env.PATH].join(delimiter) };
  return moduleFolder('cert-manager', MODULE, { env, report: () => {} });
}

it('is where go says that it is', async () => {
  expect(await ask(`{"Path": "${MODULE}", "Dir": "/cache/cert-manager@v1"}`, '', 0)).toBe('/cache/cert-manager@v1');
});

it.each([
  // As go 1.26 has it: in the JSON, with nothing on standard error.
  [`{"Path": "${MODULE}", "Version": "v1", "Error": "lookup proxy: no such host"}`, '', 'lookup proxy: no such host'],
  ['', 'go: go.mod requires go >= 1.99', 'go: go.mod requires go >= 1.99'],
])('go’s reason is passed on when it fails: %#', async (stdout, stderr, reason) => {
  await expect(ask(stdout, stderr, 1)).rejects.toThrow(`go mod download ${MODULE}: ${reason}`);
});

it('without go it says how to do without', async () => {
  const options = { env: { PATH: folder }, report: () => {} };
  await expect(moduleFolder('cert-manager', MODULE, options)).rejects.toThrow('Go is not installed');
});
