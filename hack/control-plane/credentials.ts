import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type CertificateAuthority,
  createAuthority,
  type KeyPair,
  LOOPBACK_HOSTS,
  loadAuthority,
} from '../certificates.ts';
import { renderKubeconfig } from './kubeconfig.ts';
import type { Layout } from './layout.ts';

const AUTHORITY = 'local-cluster-ca';

/** Names that RBAC's built-in roles are bound to, except for kwok, whose role we create. */
const IDENTITIES = {
  admin: { commonName: 'admin', organizations: ['system:masters'] },
  'kube-controller-manager': { commonName: 'system:kube-controller-manager' },
  'kube-scheduler': { commonName: 'system:kube-scheduler' },
  kwok: { commonName: 'kwok' },
} as const;

/** Certificates and kubeconfigs of a control plane that will listen at `server`. The authority is kept from earlier runs. */
export function writeCredentials(layout: Layout, server: string): CertificateAuthority {
  const authority = existsSync(layout.pki('ca.key')) ? readAuthority(layout) : createAuthority(AUTHORITY);
  writePair(layout, 'ca', authority);
  // Of this pair only the key is used, to sign tokens; the API server reads its public half from a certificate.
  if (!existsSync(layout.pki('service-accounts.key'))) {
    writePair(layout, 'service-accounts', createAuthority('service-accounts'));
  }
  // 10.0.0.1 is the `kubernetes` Service, the first address of the service range.
  const names = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', '10.0.0.1'];
  writePair(layout, 'serving', authority.issue({ commonName: 'control-plane', hosts: [...LOOPBACK_HOSTS, ...names] }));
  for (const [file, identity] of Object.entries(IDENTITIES)) {
    const credentials = { certificate: authority.issue(identity) };
    const user = identity.commonName;
    writePrivate(layout.kubeconfigOf(file), renderKubeconfig({ server, ca: authority.cert, user, credentials }));
  }
  return authority;
}

export function readAuthority(layout: Layout): CertificateAuthority {
  const [cert, key] = [layout.pki('ca.crt'), layout.pki('ca.key')].map((path) => readFileSync(path, 'utf8'));
  return loadAuthority(AUTHORITY, { cert: cert ?? '', key: key ?? '' });
}

export function writePrivate(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, content, { mode: 0o600 });
}

function writePair(layout: Layout, name: string, pair: KeyPair): void {
  writePrivate(layout.pki(`${name}.crt`), pair.cert);
  writePrivate(layout.pki(`${name}.key`), pair.key);
}
