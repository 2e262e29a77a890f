import { fileURLToPath } from 'node:url';
import type { ComponentName } from './components.ts';
import type { Layout } from './layout.ts';

export interface Ports {
  readonly etcd: number;
  readonly 'kube-apiserver': number;
  readonly 'kube-controller-manager': number;
  readonly 'kube-scheduler': number;
  readonly kwok: number;
}

/** Nodes with this label have a kubelet, played by kwok; every other node's kubelet is dead. Its value names the group. */
export const KUBELET_LABEL = 'kubelet';
export const KUBELET_GROUP = 'kwok';

const STAGES = fileURLToPath(new URL('kwok-stages.yaml', import.meta.url));
const AUDIT_POLICY = fileURLToPath(new URL('audit-policy.yaml', import.meta.url));

/** A node is NotReady this many seconds after its last heartbeat (50 by default). */
export const NODE_GRACE_SECONDS = 8;
// kwok renews a lease when a quarter of it has passed: three heartbeats fit into the grace period.
const NODE_LEASE_SECONDS = 10;

export interface Setting {
  readonly layout: Layout;
  readonly ports: Ports;
  readonly auditLog: boolean;
}

/** What each program is started with. */
export const COMMAND_LINES: Readonly<Record<ComponentName, (setting: Setting) => string[]>> = {
  etcd: ({ layout, ports }) => [
    `--data-dir=${layout.etcd}`,
    `--listen-client-urls=http://127.0.0.1:${ports.etcd}`,
    `--advertise-client-urls=http://127.0.0.1:${ports.etcd}`,
    '--listen-peer-urls=http://127.0.0.1:0',
    '--unsafe-no-fsync',
    '--log-level=warn',
  ],

  'kube-apiserver': ({ layout, ports, auditLog }) => [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${ports['kube-apiserver']}`,
    ...serving(layout),
    `--client-ca-file=${layout.pki('ca.crt')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${layout.pki('service-accounts.crt')}`,
    `--service-account-signing-key-file=${layout.pki('service-accounts.key')}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--service-cluster-ip-range=10.0.0.0/24',
    '--allow-privileged=true',
    // A loopback address cannot be an endpoint of the `kubernetes` Service, and no pod runs that would use it.
    '--endpoint-reconciler-type=none',
    `--egress-selector-config-file=${layout.egressSelector}`,
    ...(auditLog ? [`--audit-policy-file=${AUDIT_POLICY}`, `--audit-log-path=${layout.auditLog}`] : []),
  ],

  'kube-controller-manager': ({ layout, ports }) => [
    ...delegating(layout, 'kube-controller-manager'),
    `--secure-port=${ports['kube-controller-manager']}`,
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${layout.pki('service-accounts.key')}`,
    `--root-ca-file=${layout.pki('ca.crt')}`,
    `--cluster-signing-cert-file=${layout.pki('ca.crt')}`,
    `--cluster-signing-key-file=${layout.pki('ca.key')}`,
    '--node-monitor-period=1s',
    `--node-monitor-grace-period=${NODE_GRACE_SECONDS}s`,
    // Its default of 20 requests a second would be what a test with many pods measures.
    '--kube-api-qps=300',
    '--kube-api-burst=600',
  ],

  'kube-scheduler': ({ layout, ports }) => [
    ...delegating(layout, 'kube-scheduler'),
    `--secure-port=${ports['kube-scheduler']}`,
    '--kube-api-qps=300',
    '--kube-api-burst=600',
  ],

  kwok: ({ layout, ports }) => kubelets(layout, KUBELET_GROUP, ports.kwok),
};

/** kwok, as the kubelet of the nodes with label `kubelet: GROUP`. */
export function kubelets(layout: Layout, group: string, port: number): string[] {
  return [
    `--kubeconfig=${layout.kubeconfigOf('kwok')}`,
    `--config=${STAGES}`,
    `--manage-nodes-with-label-selector=${KUBELET_LABEL}=${group}`,
    `--node-lease-duration-seconds=${NODE_LEASE_SECONDS}`,
    `--server-address=127.0.0.1:${port}`,
    // 192.0.2.0/24 is reserved for documentation: nothing ever answers there. Pods need room beside the Services' range.
    '--node-ip=192.0.2.1',
    '--cidr=10.128.0.0/9',
  ];
}

function delegating(layout: Layout, name: ComponentName): string[] {
  const kubeconfig = layout.kubeconfigOf(name);
  const kubeconfigs = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'];
  return [
    ...kubeconfigs.map((flag) => `--${flag}=${kubeconfig}`),
    '--bind-address=127.0.0.1',
    '--leader-elect=false',
    ...serving(layout),
  ];
}

function serving(layout: Layout): string[] {
  return [`--tls-cert-file=${layout.pki('serving.crt')}`, `--tls-private-key-file=${layout.pki('serving.key')}`];
}
