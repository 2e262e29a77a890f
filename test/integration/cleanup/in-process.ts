import { CleanupController } from '../../../lib/cleanup/controller.ts';
import type { CleanupConfig } from '../../../lib/config/config.ts';
import { connect } from '../../../lib/kube/connect.ts';
import { EventRecorder } from '../../../lib/kube/events/event-recorder.ts';
import { nodeKeys } from '../../../lib/node/keys.ts';
import type { NodeRecord } from '../../../lib/node/record.ts';
import type { NodeSubject } from '../../../lib/node/subject.ts';
import type { PlannedTask } from '../../../lib/operation/plan.ts';
import type { Outcome, Task, TaskRun } from '../../../lib/operation/task.ts';
import type { Forecast } from '../../../lib/tasks/node-task.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { noMetrics } from '../../../lib/telemetry/metrics.ts';
import { systemClock as clock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { chartKubeconfig } from '../../support/rights/chart-rights.ts';
import type { TestCluster } from '../../support/test-cluster.ts';

/** What a task of a test does at each look. */
export type Behaviour = (run: TaskRun<NodeSubject>) => Promise<Outcome> | Outcome;

export interface InProcessOptions {
  /** Default: that of an operator with the chart's rights and no task. */
  readonly kubeconfig?: string;
  /** Of its own: the brake counts the removals of a prefix, whatever test has made them. */
  readonly prefix?: string;
  /** Kinds of `behaviours` that move data, and what a look at them foresees; without a word, that they would. */
  readonly moving?: Readonly<Record<string, Forecast['state']>>;
  /** Only Nodes with this label `test` are looked after. */
  readonly label: string;
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  readonly plan: readonly Partial<PlannedTask>[];
  readonly config?: Partial<Omit<CleanupConfig, 'plan'>>;
}

export interface InProcess extends AsyncDisposable {
  readonly controller: CleanupController;
  /** Ends the lead; resolves when nothing of it is under way. */
  loseLead(): Promise<void>;
}

/** The controller in this process, against the real API server, with tasks that a test makes up. */
export async function leadInProcess(cluster: TestCluster, options: InProcessOptions): Promise<InProcess> {
  const { label, behaviours, plan, config = {}, moving = {} } = options;
  // The tasks are made up, and need nothing.
  const kubeconfig = options.kubeconfig ?? (await chartKubeconfig(cluster, { config: { cleanup: { tasks: [] } } }));
  const common = { clock, random: Math.random, log: silentLogger, metrics: noMetrics };
  const { client, close } = await connect({ kubeconfig, env: {}, version: 'test', ...common });
  const recorder = new EventRecorder({ client, identity: 'in-process', ...common });
  const cleanup: CleanupConfig = {
    concurrency: 4,
    deadAfterMs: 300_000,
    keepFinishedMs: 3_600_000,
    brake: { hold: undefined, storage: { max: { count: 1 }, per: '' } },
    returnedMachines: 'warn',
    ...config,
    plan: {
      tasks: plan.map(planned),
      deadlineMs: undefined,
      onDeadline: 'block',
      retry: { baseMs: 100, capMs: 1_000 },
    },
  };
  const controller = new CleanupController({
    client,
    recorder,
    keys: nodeKeys(options.prefix),
    kinds: {
      movesData: (kind) => Object.hasOwn(moving, kind),
      foresee: async (kind) => ({ state: moving[kind] ?? 'done', message: '' }),
    },
    tasks: new Map(Object.entries(behaviours).map(([kind, behaviour]) => [kind, taskOf(behaviour)])),
    config: () => cleanup,
    selects: (node: NodeRecord) => node.labels.test === label,
    ...common,
  });
  const end = new AbortController();
  const lead = new AbortController();
  const running = [controller.watch(end.signal), recorder.run(end.signal)];
  const leading = controller.lead(lead.signal);
  await eventually(() => controller.notReady() === undefined, { describe: 'the controller to have read everything' });
  const loseLead = async () => {
    lead.abort();
    await leading;
  };
  return {
    controller,
    loseLead,
    [Symbol.asyncDispose]: async () => {
      await loseLead();
      end.abort();
      await Promise.all(running);
      await close();
    },
  };
}

const taskOf = (behaviour: Behaviour): Task<NodeSubject> => ({ run: async (run) => behaviour(run) });

function planned(task: Partial<PlannedTask>): PlannedTask {
  const name = task.name ?? 'task';
  return {
    task: name,
    stage: 'before',
    needs: [],
    timeoutMs: undefined,
    onTimeout: 'block',
    options: {},
    ...task,
    name,
  };
}
