import { createHash } from 'node:crypto';

/**
 * Nodes as a cloud provider's look: about 14 kB each, with fifty images, five conditions, labels of every kind and
 * managedFields. The same index is always the same Node.
 */
export function fakeNode(index: number, resourceVersion: number): object {
  const name = `worker-${String(index).padStart(5, '0')}.zone-${index % 3}.example.internal`;
  const zone = `eu-central-1${'abc'[index % 3]}`;
  return {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: {
      name,
      uid: uid(index),
      resourceVersion: String(resourceVersion),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/instance-type': 'm6i.4xlarge',
        'beta.kubernetes.io/os': 'linux',
        'failure-domain.beta.kubernetes.io/region': 'eu-central-1',
        'failure-domain.beta.kubernetes.io/zone': zone,
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 'm6i.4xlarge',
        'topology.kubernetes.io/region': 'eu-central-1',
        'topology.kubernetes.io/zone': zone,
        'example.com/node-pool': `pool-${index % 12}`,
      },
      annotations: {
        'csi.volume.kubernetes.io/nodeid': JSON.stringify({ 'ebs.csi.aws.com': `i-${uid(index).slice(0, 8)}` }),
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
        'infra.894.io/cleanup-status': 'none',
      },
      finalizers: ['infra.894.io/node-cleanup'],
      managedFields: managedFields(),
    },
    spec: {
      podCIDR: '10.0.0.0/24',
      podCIDRs: ['10.0.0.0/24'],
      providerID: `aws:///${zone}/i-${uid(index).slice(0, 8)}`,
    },
    status: {
      capacity: resources('16', '64Gi'),
      allocatable: resources('15890m', '57Gi'),
      conditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable', 'Ready'].map((type) => ({
        type,
        status: type === 'Ready' ? 'True' : 'False',
        lastHeartbeatTime: '2026-01-01T00:05:00Z',
        lastTransitionTime: '2026-01-01T00:01:00Z',
        reason: `Kubelet${type}`,
        message: `kubelet says that ${type} is as it should be`,
      })),
      addresses: [
        { type: 'InternalIP', address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: uid(index).replaceAll('-', ''),
        systemUUID: uid(index),
        bootID: uid(index + 1),
        kernelVersion: '6.1.112-124.190.amzn2023.x86_64',
        osImage: 'Amazon Linux 2023.6',
        containerRuntimeVersion: 'containerd://1.7.23',
        kubeletVersion: 'v1.36.3',
        kubeProxyVersion: 'v1.36.3',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
      images: IMAGES,
    },
  };
}

const resources = (cpu: string, memory: string): object => ({
  cpu,
  memory,
  pods: '234',
  'ephemeral-storage': '100Gi',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
});

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function uid(index: number): string {
  const hex = digest(`node ${index}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

const IMAGES = Array.from({ length: 50 }, (_, index) => ({
  names: [
    `registry.example.com/team-${index % 7}/service-${index}@sha256:${digest(`image ${index}`)}`,
    `registry.example.com/team-${index % 7}/service-${index}:v1.${index}.0`,
  ],
  sizeBytes: 50_000_000 + index * 1_234_567,
}));

function managedFields(): object[] {
  const fields = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`f:field-number-${index}`, { '.': {} }]));
  return ['kubelet', 'kube-controller-manager'].map((manager) => ({
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-01-01T00:05:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:metadata': { 'f:labels': fields }, 'f:status': { 'f:conditions': fields } },
  }));
}
