import { join } from 'node:path';
import type { ComponentName } from './components.ts';

/** Where things are in a control plane's data folder. */
export class Layout {
  /** All that a control plane writes there; the last two are HOME folders of its programs. */
  static readonly ENTRIES = [
    'bin',
    'cluster.json',
    'egress.json',
    'egress.sock',
    'etcd',
    'kubeconfigs',
    'logs',
    'pki',
    '.kube',
    '.kwok',
  ] as const;

  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The administrator's. */
  get kubeconfig(): string {
    return this.kubeconfigOf('admin');
  }

  get record(): string {
    return join(this.root, 'cluster.json');
  }

  /** Links to the programs, for PATH. */
  get bin(): string {
    return join(this.root, 'bin');
  }

  get etcd(): string {
    return join(this.root, 'etcd');
  }

  /** How the API server reaches Services, see `writeEgressSelector`. */
  get egressSelector(): string {
    return join(this.root, 'egress.json');
  }

  /** Who plays kube-proxy listens here. */
  get egressSocket(): string {
    return join(this.root, 'egress.sock');
  }

  get auditLog(): string {
    return join(this.root, 'logs', 'audit.log');
  }

  kubeconfigOf(user: string): string {
    return join(this.root, 'kubeconfigs', `${user}.kubeconfig`);
  }

  pki(file: string): string {
    return join(this.root, 'pki', file);
  }

  log(component: ComponentName): string {
    return join(this.root, 'logs', `${component}.log`);
  }
}
