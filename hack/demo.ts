// The main job on a real control plane, told with real kubectl output. Every step checks what it shows.
import { parseArgs } from 'node:util';
import { block } from './demo/blocking.ts';
import { buildProduct } from './demo/building.ts';
import { installWithHelm, uninstall } from './demo/helm.ts';
import { install } from './demo/installing.ts';
import { join } from './demo/joining.ts';
import { remove } from './demo/removing.ts';
import { KEPT_CLUSTER, openStage, type Stage } from './demo/stage.ts';
import { evacuate } from './demo/storing.ts';
import { Terminal } from './demo/terminal.ts';

interface Story {
  readonly install: (stage: Stage) => Promise<void>;
  /** What the operator is told to do. */
  readonly config: string;
  /** Whether it can go on without this process. */
  readonly canBeKept: boolean;
  /** After the operator is installed. */
  readonly scenes: readonly ((stage: Stage) => Promise<void>)[];
}

const STORIES: Readonly<Record<string, Story>> = {
  removal: { install, config: 'hack/demo/config.yaml', canBeKept: true, scenes: [join, remove, block] },
  storage: { install, config: 'hack/demo/storage.yaml', canBeKept: false, scenes: [evacuate] },
  helm: {
    install: installWithHelm,
    config: 'hack/demo/values.yaml',
    canBeKept: false,
    scenes: [join, remove, block, uninstall],
  },
};

const USAGE = `Usage: npm run demo [-- storage | helm | --keep]

Starts a real Kubernetes control plane on this machine and this program beside it, and shows with kubectl how a Node is
deleted, cordoned, drained and gone, and how another one is held up by a PodDisruptionBudget, explained, and let go. It
takes about a minute; the first time, building the control plane takes about ten more.

  storage   another story: a Node that holds the last copy of a volume of Longhorn's goes when there is another. Longhorn
            itself cannot run without machines: its definitions, rules and webhook are there, its data is not.
  helm      the first story with the chart: helm installs it, tests it and takes it away again, and strands no Node. The
            operator's Pods run as processes of this machine.
  --keep    leave the control plane and the operator running, to look around; with the first story only, since in the
            others this process plays a part (npm run cluster -- down --name ${KEPT_CLUSTER} ends them)
  --help`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [name = 'removal', ...more] = positionals;
  const story = Object.hasOwn(STORIES, name) ? STORIES[name] : undefined;
  const isUnderstood = story !== undefined && more.length === 0 && (story.canBeKept || !values.keep);
  if (values.help || !isUnderstood) {
    (values.help ? console.log : console.error)(USAGE);
    return values.help ? 0 : 2;
  }
  const terminal = new Terminal(process.stdout, process.env);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(signal));
  try {
    await play(story, terminal, values.keep, stop.signal);
    return 0;
  } catch (error) {
    if (stop.signal.aborted) {
      terminal.failure(`Ended by ${stop.signal.reason}; nothing is left running.`);
      return stop.signal.reason === 'SIGINT' ? 130 : 143;
    }
    terminal.failure(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

async function play(
  { install, config, canBeKept, scenes }: Story,
  terminal: Terminal,
  keep: boolean,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  terminal.heading('A control plane starts');
  await buildProduct(terminal, signal);
  await using stage = await openStage({ keep, config, terminal, signal });
  terminal.note(
    `etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok run, at ${stage.controlPlane.server}`,
  );
  terminal.say('To follow in a shell of your own, in this folder:');
  terminal.note(`\n${stage.exports.join('\n')}`);
  try {
    await install(stage);
    for (const scene of scenes) await scene(stage);
  } catch (error) {
    if (!signal.aborted) terminal.say(stage.testimony());
    throw error;
  }
  terminal.heading('That is it');
  terminal.say(`It took ${Math.round((performance.now() - startedAt) / 1_000)} seconds.`);
  farewell(stage, keep, canBeKept);
}

function farewell(stage: Stage, keep: boolean, canBeKept: boolean): void {
  if (!keep) {
    const more = canBeKept ? ' To keep it and look around:\n\n  npm run demo -- --keep' : '';
    stage.terminal.say(`The control plane ends now, and nothing is left running.${more}`);
    return;
  }
  stage.keep();
  stage.terminal.say(`The control plane and the operator go on; what it does is shown at ${stage.statusPage}. To look around, in this folder
(worker-3 is the last Node, so another joins first, or its Pods would have nowhere to go):

  ${stage.exports.join('\n  ')}
  kubectl get nodes,ncl
  kubectl create -f hack/demo/worker-4.yaml
  kubectl delete node worker-3 --wait=false
  node dist/node-cleanup-webhook.mjs explain worker-3

To end them:

  npm run cluster -- down --name ${KEPT_CLUSTER}`);
}

process.exitCode = await main();
