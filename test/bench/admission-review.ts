/**
 * What an API server sends when a kubelet of some months' standing registers its Node: 50 images, managedFields, labels,
 * addresses, capacity; about 19 kB. No finalizers yet, so the answer is a patch.
 */
export function nodeReview(): string {
  const name = 'ip-10-0-113-27.eu-central-1.compute.internal';
  const images = Array.from({ length: 50 }, (_, number) => ({
    names: [
      `registry.example.com/team-${number % 7}/service-${number}@sha256:${String(number).padStart(2, '0').repeat(32)}`,
      `registry.example.com/team-${number % 7}/service-${number}:v1.${number}.0`,
    ],
    sizeBytes: 31_457_280 + number * 7_919,
  }));
  const conditions = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({
    type,
    status: type === 'Ready' ? 'True' : 'False',
    reason: 'KubeletHasSufficientResources',
    message: 'kubelet has sufficient resources available',
    lastHeartbeatTime: '2026-01-01T00:00:00Z',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  }));
  const labels = Object.fromEntries(
    Array.from({ length: 30 }, (_, number) => [`topology.example.com/label-${number}`, `value-${number}`]),
  );
  const managed = (manager: string) => ({
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-01-01T00:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: {
      'f:metadata': { 'f:labels': Object.fromEntries(Object.keys(labels).map((key) => [`f:${key}`, {}])) },
      'f:status': {
        'f:conditions': Object.fromEntries(
          conditions.map(({ type }) => [
            `k:{"type":"${type}"}`,
            { '.': {}, 'f:lastHeartbeatTime': {}, 'f:lastTransitionTime': {}, 'f:message': {}, 'f:reason': {} },
          ]),
        ),
        'f:images': {},
      },
    },
  });
  const resources = { cpu: '16', 'ephemeral-storage': '104845292Ki', memory: '64843212Ki', pods: '110' };
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group: '', version: 'v1', kind: 'Node' },
      resource: { group: '', version: 'v1', resource: 'nodes' },
      requestKind: { group: '', version: 'v1', kind: 'Node' },
      requestResource: { group: '', version: 'v1', resource: 'nodes' },
      name,
      operation: 'CREATE',
      userInfo: { username: `system:node:${name}`, groups: ['system:nodes', 'system:authenticated'] },
      object: {
        kind: 'Node',
        apiVersion: 'v1',
        metadata: {
          name,
          uid: '5b5a1c0e-1f0e-4d49-9c33-3b1b0c6a7a10',
          creationTimestamp: '2026-01-01T00:00:00Z',
          labels,
          annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
          managedFields: ['kubelet', 'cloud-controller-manager', 'node-labeller'].map(managed),
        },
        spec: { podCIDR: '10.244.113.0/24', providerID: 'aws:///eu-central-1a/i-0123456789abcdef0' },
        status: {
          capacity: resources,
          allocatable: resources,
          conditions,
          addresses: [
            { type: 'InternalIP', address: '10.0.113.27' },
            { type: 'Hostname', address: name },
          ],
          nodeInfo: {
            kernelVersion: '6.8.0',
            kubeletVersion: 'v1.36.0',
            operatingSystem: 'linux',
            architecture: 'amd64',
          },
          images,
        },
      },
      oldObject: null,
      dryRun: false,
      options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
    },
  });
}
