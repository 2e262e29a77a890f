import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CertificateRequest, type KeyPair, LOOPBACK_HOSTS } from '../../hack/certificates.ts';
import type { TestCluster } from './test-cluster.ts';

/** A serving certificate for 127.0.0.1 that the cluster's authority has signed. */
export function issueServing(cluster: TestCluster, request: Partial<CertificateRequest> = {}): KeyPair {
  return cluster.authority.issue({ commonName: 'node-cleanup-webhook', hosts: LOOPBACK_HOSTS, ...request });
}

/**
 * Writes tls.crt, tls.key and ca.crt the way the kubelet mounts a Secret: real files in a folder of their own, `..data`
 * points at it, and is swapped in one step when the Secret changes.
 */
export function mountCertificate(folder: string, pair: KeyPair, ca: string): void {
  mkdirSync(folder, { recursive: true });
  const version = `..${randomUUID()}`;
  mkdirSync(join(folder, version));
  const files = { 'tls.crt': pair.cert, 'tls.key': pair.key, 'ca.crt': ca };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, version, file), content);
  symlinkSync(version, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  for (const file of Object.keys(files)) linkOnce(join('..data', file), join(folder, file));
  const outdated = readdirSync(folder).filter((entry) => /^\.\.[0-9a-f]{8}-/.test(entry) && entry !== version);
  for (const entry of outdated) rmSync(join(folder, entry), { recursive: true });
}

/** A certificate folder for the process under test; `request` makes it expired, for other hosts ... */
export function certificateFolder(cluster: TestCluster, request: Partial<CertificateRequest> = {}): string {
  const folder = cluster.folder('certificates');
  mountCertificate(folder, issueServing(cluster, request), cluster.ca);
  return folder;
}

function linkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
