import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CertificateAuthority } from '../certificates.ts';
import { Api } from './api.ts';
import { type Output, run } from './command.ts';
import { readAuthority, writePrivate } from './credentials.ts';
import { type Credentials, readKubeconfig, renderKubeconfig } from './kubeconfig.ts';
import { Layout } from './layout.ts';

/** Plain data, so that it can be handed to another process. */
export interface Coordinates {
  readonly dataDir: string;
  readonly server: string;
}

/** Somebody whom the API server knows: by a certificate of the cluster's authority, or by a service account's token. */
export type Identity =
  | { readonly user: string; readonly groups?: readonly string[] }
  | { readonly serviceAccount: string; readonly namespace: string };

export interface KubectlOptions {
  /** For standard input, `-f -`. */
  readonly input?: string;
  /** Default: the administrator's. */
  readonly kubeconfig?: string;
  readonly signal?: AbortSignal;
}

/** The way into a control plane that runs already, from any process on this machine. */
export class ClusterAccess implements Disposable {
  readonly coordinates: Coordinates;
  readonly layout: Layout;
  readonly server: string;
  /** As the administrator. */
  readonly api: Api;

  constructor(coordinates: Coordinates) {
    this.coordinates = coordinates;
    this.layout = new Layout(coordinates.dataDir);
    this.server = coordinates.server;
    this.api = new Api(readKubeconfig(this.kubeconfig));
  }

  /** Path of the administrator's kubeconfig. */
  get kubeconfig(): string {
    return this.layout.kubeconfig;
  }

  /** PEM of the certificate that the API server's own is signed with. */
  get ca(): string {
    return readFileSync(this.layout.pki('ca.crt'), 'utf8');
  }

  /** Signs certificates that the API server accepts as a client's, and that anyone who trusts `ca` accepts as a server's. */
  get authority(): CertificateAuthority {
    return readAuthority(this.layout);
  }

  kubectl(args: readonly string[], options: KubectlOptions = {}): Promise<Output> {
    const { kubeconfig = this.kubeconfig, ...rest } = options;
    // HOME: kubectl keeps what it discovered in ~/.kube, where this cluster has no business.
    const env = { PATH: process.env.PATH, HOME: this.layout.root, KUBECONFIG: kubeconfig };
    return run(`${this.layout.bin}/kubectl`, args, { ...rest, env });
  }

  /** A token as a pod of this service account would hold it. */
  async tokenFor(serviceAccount: string, namespace: string, expirationSeconds = 3600): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
    const { status } = await this.api.create<{ status: { token: string } }>(path, { spec: { expirationSeconds } });
    return status.token;
  }

  /** Path of a new kubeconfig with which to be somebody else. */
  async kubeconfigFor(identity: Identity): Promise<string> {
    const [user, credentials] = await this.#credentialsFor(identity);
    const path = this.layout.kubeconfigOf(`${user.replaceAll(/[^\w.-]/g, '_')}-${randomUUID().slice(0, 8)}`);
    writePrivate(path, renderKubeconfig({ server: this.server, ca: this.ca, user, credentials }));
    return path;
  }

  [Symbol.dispose](): void {
    this.api[Symbol.dispose]();
  }

  async #credentialsFor(identity: Identity): Promise<[user: string, Credentials]> {
    if ('serviceAccount' in identity) {
      const { serviceAccount, namespace } = identity;
      const token = await this.tokenFor(serviceAccount, namespace);
      return [`system:serviceaccount:${namespace}:${serviceAccount}`, { token }];
    }
    const { user, groups = [] } = identity;
    return [user, { certificate: this.authority.issue({ commonName: user, organizations: groups }) }];
  }
}
