import { LONGHORN_DEFINITIONS } from '../../test/simulators/definitions/longhorn.ts';
import { LonghornSimulator } from '../../test/simulators/longhorn/simulator.ts';
import { installDefinitions } from '../../test/support/definitions.ts';
import type { Stage } from './stage.ts';

const NAMESPACE = 'longhorn-system';
const GIB = 2 ** 30;
const ENTRY = 'node dist/node-cleanup-webhook.mjs';
const OF_WORKER_1 = '--field-selector spec.nodeName=worker-1';
const REPLICAS = `kubectl get replicas.longhorn.io -n ${NAMESPACE} --sort-by=.spec.volumeName -o custom-columns=VOLUME:.spec.volumeName,NODE:.spec.nodeID,HEALTHY:.spec.healthyAt`;
const LONGHORN_NODES = `kubectl get nodes.longhorn.io -n ${NAMESPACE} -o custom-columns=NODE:.metadata.name,SCHEDULING:.spec.allowScheduling,EVICTION:.spec.evictionRequested`;

/** A Node with three replicas of Longhorn's, of which one is the last copy of its volume and has no place to go. */
export async function evacuate(stage: Stage): Promise<void> {
  const { shell, terminal } = stage;
  terminal.heading('Three Nodes join, and Longhorn stores volumes on them');
  await shell.does('kubectl create -f hack/demo/workers.yaml', { 'the Nodes were created': /node\/worker-3 created/ });
  await shell.does('kubectl wait --for=condition=Ready node --all --timeout=30s');
  await using longhorn = await installLonghorn(stage);
  terminal.say(
    'Two of the volumes have a copy on another Node, too. Of the ledger, 80 GiB, worker-1 has the only one:',
  );
  await shell.sees(REPLICAS, {
    'the only replica of the ledger is on worker-1': /^ledger\s+worker-1\s+20(?![\s\S]*^ledger\s)/m,
    'the photos have two replicas': /^photos\s[\s\S]*^photos\s/m,
  });

  terminal.heading('The Node with the last copy is deleted');
  await shell.does('kubectl delete node worker-1 --wait=false', { 'the deletion was accepted': /deleted/ });
  terminal.say('Longhorn does not look at deletions. It is asked to move everything, in its own terms:');
  await shell.sees(LONGHORN_NODES, { 'the eviction of worker-1 is asked for': /worker-1\s+false\s+true/ });
  terminal.say('It copies what it can. No other Node has room for the ledger, so the removal stops and says so:');
  await shell.does(`kubectl wait --for=condition=Blocked ncl ${OF_WORKER_1} --timeout=60s`, {
    'the NodeCleanup is Blocked': /condition met/,
  });
  await shell.sees(REPLICAS, {
    'the ledger is still on worker-1': /^ledger\s+worker-1\s/m,
    'nothing else is on worker-1': { not: /^(photos|orders)\s+worker-1/m },
  });
  await shell.sees('kubectl get ncl', {
    'the removal is Blocked in longhorn-evacuate': /worker-1\s+Blocked\s+longhorn-evacuate/,
    'one replica is left': /1 replica \(80 GiB\) left/,
    'the message names the claim': /shop\/ledger/,
  });
  await shell.sees(`${ENTRY} explain worker-1 || echo "exit code $?: somebody must act"`, {
    'explain names the volume': /shop\/ledger \(ledger\)/,
    'explain says why': /no disk that could take it/,
    'explain says by its exit code that somebody must act': /^exit code 3/m,
  });

  terminal.heading('There is room for another copy');
  terminal.say('Somebody adds a machine with a larger disk. Nothing has to be said to the operator:');
  await shell.does('kubectl create -f hack/demo/worker-4.yaml', { 'the Node was created': /node\/worker-4 created/ });
  await shell.does('kubectl wait --for=condition=Ready node/worker-4 --timeout=30s');
  await longhorn.addNode('worker-4', { disks: { default: { size: 200 * GIB } } });
  await shell.sees(REPLICAS, {
    'a healthy replica of the ledger is on worker-4': /^ledger\s+worker-4\s+20/m,
    'none is on worker-1': { not: /worker-1/ },
  });
  terminal.say(
    'The disks of Longhorn report every 30 seconds: so long it is looked at again, and then worker-1 may go.',
  );
  await shell.does(`kubectl wait --for=condition=Completed ncl ${OF_WORKER_1} --timeout=120s`, {
    'the NodeCleanup is Completed': /condition met/,
  });
  await shell.sees('kubectl get nodes,ncl', {
    'worker-1 is gone': { not: /node\/worker-1/ },
    'its removal is Completed': /worker-1\s+Completed/,
  });
  terminal.say('Longhorn has forgotten it as well:');
  await shell.sees(LONGHORN_NODES, { 'Longhorn has no worker-1': { not: /worker-1/ }, 'it has worker-4': /worker-4/ });
}

async function installLonghorn({ controlPlane, terminal }: Stage): Promise<LonghornSimulator> {
  // The control plane goes, and everything in it.
  await installDefinitions({ api: controlPlane.api, atEnd: () => {} }, LONGHORN_DEFINITIONS);
  const longhorn = await LonghornSimulator.start(controlPlane, { namespace: NAMESPACE, rebuildStep: 10 });
  terminal.note(`Longhorn is played by this process, in the namespace ${NAMESPACE}`);
  for (const name of ['worker-1', 'worker-2', 'worker-3']) await longhorn.addNode(name);
  const size = 20 * GIB;
  await longhorn.addVolume('photos', { replicasOn: ['worker-1', 'worker-2'], claim: 'shop/photos', size });
  await longhorn.addVolume('orders', { replicasOn: ['worker-1', 'worker-3'], claim: 'shop/orders', size });
  await longhorn.addVolume('ledger', { replicasOn: ['worker-1'], claim: 'shop/ledger', size: 80 * GIB });
  return longhorn;
}
