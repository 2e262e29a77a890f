import type { Api } from '../../hack/control-plane/api.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { LONGHORN_DEFINITIONS } from '../simulators/definitions/longhorn.ts';
import { installDefinitions } from '../support/definitions.ts';
import { inParallel } from './parallel.ts';

export const NAMESPACE = 'bench-waiting';
const LONGHORN = '/apis/longhorn.io/v1beta2/namespaces/longhorn-system';
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
const CLAIMS = `/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`;
const BUDGETS = `/apis/policy/v1/namespaces/${NAMESPACE}/poddisruptionbudgets`;

/** Five tasks at once, each of which finds something on every Node that does not go away. */
export const WAITING_PLAN = {
  cleanup: {
    brake: { hold: { above: 0 }, storage: { max: '100%' } },
    tasks: [
      { task: 'drain' },
      { task: 'local-volumes' },
      { task: 'volumes-detach' },
      { task: 'longhorn-evacuate' },
      {
        task: 'job',
        options: {
          namespace: NAMESPACE,
          on: 'anywhere',
          template: {
            spec: {
              template: { spec: { restartPolicy: 'Never', containers: [{ name: 'save', image: 'example.com/save' }] } },
            },
          },
        },
      },
    ],
  },
};

/** Nothing but etcd and the API server runs: what controllers would write is written here, once. */
export async function createWaitingWorld(api: Api, names: readonly string[]): Promise<void> {
  await installDefinitions({ api, atEnd: () => {} }, LONGHORN_DEFINITIONS);
  for (const name of [NAMESPACE, 'longhorn-system']) await api.create('/api/v1/namespaces', { metadata: { name } });
  // A pod may only be created once its namespace has this; no controller makes it here.
  await api.create(`/api/v1/namespaces/${NAMESPACE}/serviceaccounts`, { metadata: { name: 'default' } });
  await createBudget(api, names.length);
  await inParallel(names, 8, (name) => createNode(api, name));
}

/** It wants as many healthy pods as there are. */
async function createBudget(api: Api, pods: number): Promise<void> {
  const spec = { minAvailable: pods, selector: { matchLabels: { app: 'bench' } } };
  await api.create(BUDGETS, { metadata: { name: 'all' }, spec });
  const status = {
    observedGeneration: 1,
    disruptionsAllowed: 0,
    currentHealthy: pods,
    desiredHealthy: pods,
    expectedPods: pods,
  };
  await api.patch(`${BUDGETS}/all/status`, { status });
}

async function createNode(api: Api, name: string): Promise<void> {
  const metadata = { name, finalizers: [nodeKeys().finalizer], labels: { 'kubernetes.io/hostname': name } };
  // Cordoned, since the plan has no task for that: none is ever over.
  await api.create('/api/v1/nodes', { metadata, spec: { unschedulable: true } });
  const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: '', lastTransitionTime: NOW };
  await api.patch(`/api/v1/nodes/${name}/status`, { status: { conditions: [ready] } });
  await Promise.all([
    createPod(api, name),
    createLocalVolume(api, name),
    createAttachment(api, name),
    createReplica(api, name),
  ]);
}

const NOW = new Date().toISOString().replace(/\.\d+/, '');

async function createPod(api: Api, node: string): Promise<void> {
  const spec = { nodeName: node, containers: [{ name: 'app', image: 'example.com/app' }] };
  await api.create(PODS, { metadata: { name: `pod-${node}`, labels: { app: 'bench' } }, spec });
  const ready = { type: 'Ready', status: 'True', lastTransitionTime: NOW };
  await api.patch(`${PODS}/pod-${node}/status`, { status: { phase: 'Running', conditions: [ready] } });
}

async function createLocalVolume(api: Api, node: string): Promise<void> {
  const name = `local-${node}`;
  const resources = { requests: { storage: '1Gi' } };
  const claim = { accessModes: ['ReadWriteOnce'], storageClassName: 'local', volumeName: name, resources };
  const { metadata } = await api.create(CLAIMS, { metadata: { name }, spec: claim });
  await api.patch(`${CLAIMS}/${name}/status`, { status: { phase: 'Bound' } });
  const here = { key: 'kubernetes.io/hostname', operator: 'In', values: [node] };
  await api.create('/api/v1/persistentvolumes', {
    metadata: { name },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'local',
      local: { path: '/mnt/disk' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [here] }] } },
      claimRef: { namespace: NAMESPACE, name, uid: metadata.uid },
    },
  });
  await api.patch(`/api/v1/persistentvolumes/${name}/status`, { status: { phase: 'Bound' } });
}

async function createAttachment(api: Api, node: string): Promise<void> {
  const spec = { attacher: 'csi.example.com', nodeName: node, source: { persistentVolumeName: `remote-${node}` } };
  await api.create('/apis/storage.k8s.io/v1/volumeattachments', { metadata: { name: `va-${node}` }, spec });
}

async function createReplica(api: Api, node: string): Promise<void> {
  const disk = { path: '/var/lib/longhorn', allowScheduling: true, diskType: 'filesystem' };
  await api.create(`${LONGHORN}/nodes`, {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'Node',
    metadata: { name: node },
    spec: { name: node, allowScheduling: true, evictionRequested: false, disks: { main: disk } },
  });
  const ready = { type: 'Ready', status: 'True', reason: '', message: '', lastProbeTime: '', lastTransitionTime: NOW };
  const diskStatus = {
    main: { conditions: [ready], diskUUID: `disk-${node}`, scheduledReplica: { [`r-${node}`]: 1_073_741_824 } },
  };
  await api.patch(`${LONGHORN}/nodes/${node}/status`, { status: { conditions: [ready], diskStatus } });
  const volume = `volume-${node}`;
  await api.create(`${LONGHORN}/volumes`, {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'Volume',
    metadata: { name: volume },
    spec: { numberOfReplicas: 3, size: '1073741824' },
  });
  await api.create(`${LONGHORN}/replicas`, {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'Replica',
    metadata: { name: `r-${node}`, labels: { longhornnode: node, longhornvolume: volume } },
    spec: {
      nodeID: node,
      volumeName: volume,
      volumeSize: '1073741824',
      healthyAt: NOW,
      failedAt: '',
      diskID: `disk-${node}`,
    },
  });
}
