import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { licenceReport, packageFolders, readPackage } from '../../../hack/release/licences.ts';

const root = mkdtempSync(join(tmpdir(), 'licences-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function install(folder: string, manifest: object, files: Readonly<Record<string, string>> = {}): void {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
}

test('a package is known by its folder, also one with a scope and one inside another', () => {
  expect(
    packageFolders([
      'cmd/main.ts',
      'node_modules/koa/lib/application.js',
      'node_modules/koa/lib/context.js',
      'node_modules/@koa/router/dist/index.mjs',
      'node_modules/koa/node_modules/mime-db/db.json',
    ]),
  ).toEqual(['node_modules/@koa/router', 'node_modules/koa', 'node_modules/koa/node_modules/mime-db']);
});

test('its licence and notice are shipped along', async () => {
  install(
    'node_modules/good',
    { name: 'good', version: '1.2.3', license: 'MIT' },
    { LICENSE: 'be nice', NOTICE: 'by us' },
  );
  const report = licenceReport([await readPackage(root, 'node_modules/good')]);
  expect(report).toContain('good 1.2.3: MIT\n');
  expect(report).toMatch(/be nice\n\nby us/);
});

test('a package without a text of its licence is listed all the same', async () => {
  install('node_modules/bare', { name: 'bare', version: '1.0.0', license: 'ISC' });
  expect(licenceReport([await readPackage(root, 'node_modules/bare')])).toContain('Licensed under ISC');
});

test.each([['GPL-3.0-only'], ['SEE LICENSE IN LICENSE'], [undefined]])(
  'a licence %s stops the build',
  async (license) => {
    install('node_modules/bad', { name: 'bad', version: '0.1.0', license });
    await expect(readPackage(root, 'node_modules/bad')).rejects.toThrow(/bad 0\.1\.0 .*compatible/);
  },
);
