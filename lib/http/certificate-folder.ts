import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateFiles } from './certificate.ts';

export type FolderContents =
  | { readonly outcome: 'files'; readonly files: CertificateFiles }
  | { readonly outcome: 'unreadable'; readonly problem: string };

/** Where the pair is, when it is not `tls.crt` and `tls.key` of one folder. */
export interface PairOfFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A kubelet may remove the folder that `..data` pointed to between our look and our read. */
const ATTEMPTS = 3;

/**
 * Reads tls.crt, tls.key and, if there is one, ca.crt from a folder as cert-manager and kubelets lay it out. A kubelet
 * writes a new folder and swaps the symlink `..data`, so the files are read from what `..data` points to at one moment:
 * read through their own symlinks, certificate and key could be of two generations.
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/util/atomic_writer.go
 */
export async function readCertificateFolder(directory: string, pair?: PairOfFiles): Promise<FolderContents> {
  let problem = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return { outcome: 'files', files: await (pair ? readPair(pair) : readFiles(directory)) };
    } catch (error) {
      problem = describe(error, directory);
    }
  }
  return { outcome: 'unreadable', problem };
}

async function readFiles(directory: string): Promise<CertificateFiles> {
  const generation = await realpath(join(directory, '..data')).catch(() => directory);
  const [cert, key, ca] = await Promise.all([
    readFile(join(generation, 'tls.crt'), 'utf8'),
    readFile(join(generation, 'tls.key'), 'utf8'),
    readFile(join(generation, 'ca.crt'), 'utf8').catch(() => ''),
  ]);
  return { cert, key, ca };
}

async function readPair({ certFile, keyFile }: PairOfFiles): Promise<CertificateFiles> {
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  return { cert, key, ca: '' };
}

function describe(error: unknown, directory: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const file = error instanceof Error && 'path' in error ? String(error.path).replace(/^.*\//, '') : 'tls.crt';
  switch (code) {
    case 'ENOENT':
      return `${directory} has no ${file}`;
    case 'EACCES':
      return `${file} in ${directory} may not be read by this user`;
    default:
      return `${file} in ${directory} cannot be read (${String(code ?? error)})`;
  }
}
