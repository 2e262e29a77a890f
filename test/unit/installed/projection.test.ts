import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ProjectedFolder } from '../../support/installed/projection.ts';

const parent = mkdtempSync(join(tmpdir(), 'projection-'));
afterAll(() => rmSync(parent, { recursive: true }));

const files = (content: Readonly<Record<string, string>>) =>
  new Map(Object.entries(content).map(([path, text]) => [path, Buffer.from(text)]));

it('a volume changes all at once, by a link that is swapped', () => {
  const folder = new ProjectedFolder(join(parent, 'certs'));
  folder.write(files({ 'tls.crt': 'one', 'tls.key': 'one' }));
  const first = readlinkSync(join(folder.path, '..data'));
  folder.write(files({ 'tls.crt': 'two', 'ca/tls.crt': 'two' }));
  expect(readlinkSync(join(folder.path, 'tls.crt'))).toBe('..data/tls.crt');
  expect(readFileSync(join(folder.path, 'ca/tls.crt'), 'utf8')).toBe('two');
  const second = readlinkSync(join(folder.path, '..data'));
  expect(second).not.toBe(first);
  expect(readdirSync(folder.path).toSorted()).toEqual(['..data', second, 'ca', 'tls.crt'].toSorted());
});

it('a volume that has not changed is left alone', () => {
  const folder = new ProjectedFolder(join(parent, 'config'));
  folder.write(files({ 'config.yaml': '{}' }));
  const before = readlinkSync(join(folder.path, '..data'));
  folder.write(files({ 'config.yaml': '{}' }));
  expect(readlinkSync(join(folder.path, '..data'))).toBe(before);
});
