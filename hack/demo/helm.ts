import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { currentVersion, imageOf } from '../../test/support/installed/image.ts';
import { Machines } from '../../test/support/installed/machines.ts';
import { locateHelm } from '../tools/helm/binary.ts';
import type { Stage } from './stage.ts';

const NAMESPACE = 'node-cleanup';

/** The product as its chart installs it, on two Nodes that this process plays. */
export async function installWithHelm(stage: Stage): Promise<void> {
  const { shell, terminal, controlPlane, signal, config } = stage;
  const { layout } = controlPlane;
  const report = (line: string) => terminal.note(line);
  symlinkSync(await locateHelm({ env: process.env, report, signal }), join(layout.bin, 'helm'));
  const machines = stage.use(
    await Machines.start({
      access: controlPlane,
      supervisor: stage.supervisor,
      images: [imageOf(`node-cleanup-webhook:${currentVersion()}`, resolve('dist/node-cleanup-webhook.mjs'))],
      nodes: ['control-plane-1', 'control-plane-2'],
      folder: join(layout.root, 'machines'),
    }),
  );
  stage.onFailure(() => machines.lastLines(15));

  terminal.heading('Helm installs the operator');
  terminal.say('Two control-plane Nodes are there to run it; its Pods are processes of this machine.');
  await shell.does(`cat ${config}`);
  await shell.does(
    `helm install node-cleanup charts/node-cleanup-webhook -n ${NAMESPACE} --create-namespace --values ${config} --wait`,
    { 'the release is deployed': /STATUS: deployed/ },
  );
  await shell.sees(`kubectl -n ${NAMESPACE} get pods -o wide`, {
    'two replicas are ready': /(node-cleanup-webhook-\S+\s+1\/1\s+Running[\s\S]*){2}/,
  });
  terminal.say('The chart can say whether it works:');
  await shell.does(`helm test node-cleanup -n ${NAMESPACE} --logs`, { 'the test has passed': /Phase:\s+Succeeded/ });
}

/** What an uninstallation leaves: no Node that waits for somebody who is gone. */
export async function uninstall({ shell, terminal }: Stage): Promise<void> {
  terminal.heading('It is uninstalled');
  terminal.say('A hook takes the finalizer off every Node first, or they could never go:');
  await shell.does(`helm uninstall node-cleanup -n ${NAMESPACE} --wait`, { 'the release is gone': /uninstalled/ });
  await shell.sees('kubectl get nodes -o custom-columns=NODE:.metadata.name,FINALIZERS:.metadata.finalizers', {
    'worker-3 is there': /worker-3/,
    'no Node has our finalizer': { not: /node-cleanup/ },
  });
  terminal.say('The records of what was removed stay, and so does their kind:');
  await shell.sees('kubectl get nodecleanups', { 'the removal of worker-1 is still told': /worker-1\s+Completed/ });
  await shell.does('kubectl delete node worker-3', { 'worker-3 goes at once': /deleted/ });
}
