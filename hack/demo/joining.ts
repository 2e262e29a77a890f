import type { Stage } from './stage.ts';

/** DELETED is the time until which a Pod may take to end. */
export const PODS =
  'kubectl get pods -o custom-columns=POD:.metadata.name,NODE:.spec.nodeName,PHASE:.status.phase,DELETED:.metadata.deletionTimestamp';

const NODES = 'kubectl get nodes -o custom-columns=NODE:.metadata.name,FINALIZERS:.metadata.finalizers';

/** Nodes join and get something to do. */
export async function join({ shell, terminal }: Stage): Promise<void> {
  terminal.heading('Three Nodes join');
  await shell.does('kubectl create -f hack/demo/workers.yaml', { 'the Nodes were created': /node\/worker-3 created/ });
  terminal.say('The webhook has put a finalizer on each, in the very write that created it:');
  await shell.sees(NODES, {
    'worker-1 has our finalizer': /worker-1\s+\[infra\.894\.io\/node-cleanup\]/,
    'worker-2 has our finalizer': /worker-2\s+\[infra\.894\.io\/node-cleanup\]/,
    'worker-3 has our finalizer': /worker-3\s+\[infra\.894\.io\/node-cleanup\]/,
  });
  await shell.does('kubectl wait --for=condition=Ready node --all --timeout=30s');

  terminal.say('A web shop runs on them, of which one Pod may be missing at a time (a PodDisruptionBudget):');
  await shell.does('kubectl apply -f hack/demo/shop.yaml');
  await shell.does('kubectl rollout status deployment/shop --timeout=60s');
  await shell.sees(PODS, {
    'two Pods run on worker-1': /(worker-1\s+Running.*){2}/s,
    'two Pods run on worker-2': /(worker-2\s+Running.*){2}/s,
    'two Pods run on worker-3': /(worker-3\s+Running.*){2}/s,
  });
}
