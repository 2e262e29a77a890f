import { buildProduct } from '../demo/building.ts';
import { install } from '../demo/installing.ts';
import { join } from '../demo/joining.ts';
import { openStage, type Stage } from '../demo/stage.ts';
import { Terminal } from '../demo/terminal.ts';
import type { Picture, Sight } from './picture.ts';

/** The status page of an operator that has four Nodes to remove, on a control plane of its own. */
export const statusPagePicture: Picture = {
  file: 'docs/images/status-page.png',
  width: 1100,
  until: ['live', 'Blocked', 'Held', 'Waiting', 'Completed'],
  open: async (signal) => {
    // The result of a run is on standard output, what it did is not.
    const terminal = new Terminal(process.stderr, process.env);
    await buildProduct(terminal, signal);
    await using resources = new AsyncDisposableStack();
    const config = 'hack/pictures/status-page.yaml';
    const stage = resources.use(await openStage({ keep: false, config, terminal, signal }));
    await install(stage);
    await play(stage);
    return sight(stage, resources.move());
  },
};

const sight = ({ statusPage }: Stage, resources: AsyncDisposableStack): Sight => ({
  url: statusPage,
  [Symbol.asyncDispose]: () => resources.disposeAsync(),
});

const OF = (node: string) => `ncl --field-selector spec.nodeName=${node}`;

/** One removal is over, one is blocked by a budget, one waits for Pods to end, and that is as many as may begin. */
async function play(stage: Stage): Promise<void> {
  const { shell } = stage;
  const remove = (node: string) => shell.does(`kubectl delete node ${node} --wait=false`);
  await join(stage);
  await shell.does('kubectl create -f hack/demo/worker-4.yaml');
  await shell.does('sed s/worker-4/worker-5/ hack/demo/worker-4.yaml | kubectl create -f -');
  await shell.does('kubectl wait --for=condition=Ready node --all --timeout=60s');

  await remove('worker-5');
  await shell.does(`kubectl wait --for=condition=Completed ${OF('worker-5')} --timeout=60s`);

  await shell.does('kubectl apply -f hack/demo/database.yaml');
  await shell.does('kubectl rollout status deployment/database --timeout=60s');
  await remove('worker-2');
  await shell.does(`kubectl wait --for=condition=Blocked ${OF('worker-2')} --timeout=60s`);
  await shell.sees(`kubectl get ${OF('worker-2')}`, { 'the budget is what blocks': /disruption budget database/ });

  // kwok ends no Pod that has this.
  await shell.does('kubectl annotate pods --field-selector spec.nodeName=worker-1 kwok.x-k8s.io/never-terminate=true');
  await remove('worker-1');
  await shell.sees(`kubectl get ${OF('worker-1')}`, { 'its Pods are waited for': /drain\s+.*2 pods left/ });

  await remove('worker-4');
  await shell.sees(`kubectl get ${OF('worker-4')}`, { 'it is held': /Held/ });
}
