import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { KeyPair } from '../certificates.ts';

export type Credentials =
  | { readonly certificate: KeyPair }
  | { readonly token: string }
  | { readonly tokenFile: string };

export interface Kubeconfig {
  readonly server: string;
  /** PEM. */
  readonly ca: string;
  readonly user: string;
  readonly credentials: Credentials;
}

/** A kubeconfig that stands alone: certificates are in it, not beside it. */
export function renderKubeconfig({ server, ca, user, credentials }: Kubeconfig): string {
  return `apiVersion: v1
kind: Config
current-context: local
clusters:
  - name: local
    cluster:
      server: ${server}
      certificate-authority-data: ${base64(ca)}
users:
  - name: ${JSON.stringify(user)}
    user:
${credentialLines(credentials)
  .map((line) => `      ${line}\n`)
  .join('')}contexts:
  - name: local
    context:
      cluster: local
      user: ${JSON.stringify(user)}
`;
}

/** Reads back what `renderKubeconfig` wrote. */
export function readKubeconfig(path: string): Kubeconfig {
  const document = parse(readFileSync(path, 'utf8'));
  const cluster = document.clusters[0].cluster;
  const { name, user } = document.users[0];
  return {
    server: cluster.server,
    ca: decode(cluster['certificate-authority-data']),
    user: name,
    credentials: read(user),
  };
}

function credentialLines(credentials: Credentials): string[] {
  if ('token' in credentials) return [`token: ${credentials.token}`];
  if ('tokenFile' in credentials) return [`tokenFile: ${JSON.stringify(credentials.tokenFile)}`];
  return [
    `client-certificate-data: ${base64(credentials.certificate.cert)}`,
    `client-key-data: ${base64(credentials.certificate.key)}`,
  ];
}

function read(user: Readonly<Record<string, string>>): Credentials {
  if (user.token) return { token: user.token };
  if (user.tokenFile) return { tokenFile: user.tokenFile };
  const [cert = '', key = ''] = [user['client-certificate-data'], user['client-key-data']];
  return { certificate: { cert: decode(cert), key: decode(key) } };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString();
}
