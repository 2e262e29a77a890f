import { PODS } from './joining.ts';
import type { Stage } from './stage.ts';

const OF_WORKER_1 = '--field-selector spec.nodeName=worker-1';
const HANG = 'kwok.x-k8s.io/never-terminate';

/** A Node is deleted, and goes when its Pods run elsewhere. */
export async function remove({ shell, terminal }: Stage): Promise<void> {
  terminal.heading('A Node is deleted');
  terminal.say('kwok ends a Pod in no time. So that there is something to see, those on worker-1 wait for our word:');
  await shell.does(`kubectl annotate pods ${OF_WORKER_1} ${HANG}=true`, { 'the Pods were annotated': /annotated/ });
  await shell.does('kubectl delete node worker-1 --wait=false', { 'the deletion was accepted': /deleted/ });

  terminal.say('Kubernetes alone would have forgotten it by now. It is still there, and cordoned:');
  await shell.sees('kubectl get node worker-1', { 'worker-1 is cordoned': /Ready,SchedulingDisabled/ });
  terminal.say('It is being drained, one Pod after the other as the budget asks. New ones run elsewhere already:');
  await shell.sees(PODS, {
    'both Pods of worker-1 are ending': /(worker-1\s+Running\s+\d.*){2}/s,
    'three Pods run on worker-2': /(worker-2\s+Running\s+<none>.*){3}/s,
    'three Pods run on worker-3': /(worker-3\s+Running\s+<none>.*){3}/s,
  });
  terminal.say('A NodeCleanup (short: ncl) says what is done for it, and what it waits for:');
  await shell.sees('kubectl get ncl', {
    'the removal of worker-1 waits for its drain': /worker-1\s+Running\s+drain\s+.*2 pods left/,
  });

  terminal.say('The Pods end. Now, and not before, the Node may go:');
  await shell.does(`kubectl annotate pods ${OF_WORKER_1} ${HANG}-`, { 'the Pods were annotated': /annotated/ });
  await shell.does(`kubectl wait --for=condition=Completed ncl ${OF_WORKER_1} --timeout=30s`, {
    'the NodeCleanup is Completed': /condition met/,
  });
  await shell.sees('kubectl get nodes', { 'worker-1 is gone': { not: /worker-1/ }, 'worker-2 is there': /worker-2/ });
  await shell.sees(PODS, {
    'six Pods run': /(worker-\d\s+Running\s+<none>.*){6}/s,
    'no Pod is on worker-1': { not: /worker-1/ },
  });
  terminal.say('The record stays for a while, and so do the Events:');
  await shell.sees('kubectl get ncl', { 'the removal of worker-1 is Completed': /worker-1\s+Completed/ });
  await shell.sees('kubectl events --for node/worker-1', {
    'an Event tells of the start': /CleanupStarted/,
    'an Event tells of the release': /NodeReleased/,
  });
}
