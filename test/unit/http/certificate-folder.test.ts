import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readCertificateFolder } from '../../../lib/http/certificate-folder.ts';
import { mountCertificate } from '../../support/certificate-folder.ts';
import { authority, issue, temporaryFolder, writePair } from './support.ts';

test('certificate and key are always of one generation, also while a kubelet swaps them', async () => {
  const folder = temporaryFolder();
  const pairs = Array.from({ length: 10 }, () => issue());
  const keyOf = new Map(pairs.map(({ cert, key }) => [cert, key]));
  const [first] = pairs;
  if (first) mountCertificate(folder, first, authority.cert);
  for (let round = 0; round < 100; round++) {
    const reading = readCertificateFolder(folder);
    for (const pair of pairs.slice(round % 7)) {
      mountCertificate(folder, pair, authority.cert);
      await nextTurn();
    }
    const contents = await reading;
    // All attempts may have met a folder that was just removed; that is told and tried again later.
    if (contents.outcome === 'files') expect(keyOf.get(contents.files.cert)).toBe(contents.files.key);
  }
});

test('ca.crt may be missing', async () => {
  const folder = temporaryFolder();
  const pair = issue();
  writePair(folder, pair);
  expect(await readCertificateFolder(folder)).toEqual({ outcome: 'files', files: { ...pair, ca: '' } });
});

test('a pair may lie in two files of other names', async () => {
  const folder = temporaryFolder();
  const pair = issue();
  const [certFile, keyFile] = [join(folder, 'server.pem'), join(folder, 'server-key.pem')];
  writeFileSync(certFile, pair.cert);
  writeFileSync(keyFile, pair.key);
  const contents = await readCertificateFolder(folder, { certFile, keyFile });
  expect(contents).toMatchObject({ outcome: 'files', files: pair });
});
