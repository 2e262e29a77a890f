import type { Stage } from './stage.ts';

const OF_WORKER_2 = 'ncl --field-selector spec.nodeName=worker-2';

/** A Node whose drain can never end is explained, and let go by a person. */
export async function block({ shell, terminal }: Stage): Promise<void> {
  terminal.heading('A Node is held up');
  terminal.say('A database on worker-2 has one Pod, and a budget that lets nobody take it away.');
  await shell.does('kubectl apply -f hack/demo/database.yaml');
  await shell.does('kubectl rollout status deployment/database --timeout=60s');
  await shell.does('kubectl delete node worker-2 --wait=false', { 'the deletion was accepted': /deleted/ });
  await shell.does(`kubectl wait --for=condition=Blocked ${OF_WORKER_2} --timeout=60s`, {
    'the NodeCleanup is Blocked': /condition met/,
  });
  await shell.sees('kubectl get ncl', {
    'the removal of worker-2 is Blocked in its drain': /worker-2\s+Blocked\s+drain/,
    'the message names the budget': /worker-2.*disruption budget database/,
  });
  terminal.say('Why, since when, and how to get out:');
  await shell.sees('node dist/node-cleanup-webhook.mjs explain worker-2 || echo "exit code $?: somebody must act"', {
    'explain says that it is blocked': /[Bb]locked/,
    'explain names the budget': /disruption budget database/,
    'explain names the way out': /skip-cleanup/,
    'explain says by its exit code that somebody must act': /^exit code 3/m,
  });

  terminal.heading('A person lets it go');
  await shell.does('kubectl annotate node worker-2 infra.894.io/skip-cleanup=true', {
    'the Node was annotated': /annotated/,
  });
  await shell.does('kubectl wait --for=delete node/worker-2 --timeout=30s');
  await shell.sees('kubectl get nodes', { 'worker-2 is gone': { not: /worker-2/ }, 'worker-3 is there': /worker-3/ });
  await shell.sees('kubectl get ncl', { 'the removal of worker-2 is recorded as Skipped': /worker-2\s+Skipped/ });
}
