import { FINALIZER } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import { createNode, type NodeOptions } from '../support/nodes.ts';
import { type Operator, type OperatorOptions, startOperator } from '../support/operator.ts';
import type { TestCluster } from '../support/test-cluster.ts';

/** A task before the release, told over HTTP; it holds the Node until it was answered. */
export const notify = (name: string, url: string, more: object = {}) => ({
  task: 'notify',
  name,
  stage: 'before',
  onTimeout: 'block',
  options: { url, timeout: '25s' },
  ...more,
});

/** Nobody listens there: a task that never succeeds. */
export const never = (name = 'never') =>
  notify(name, 'http://127.0.0.1:9/', { options: { url: 'http://127.0.0.1:9/', timeout: '500ms' } });

export interface Plan {
  /** Only Nodes of `guardedNode` with the same label are looked after. */
  readonly label: string;
  readonly tasks: readonly object[];
  readonly cleanup?: object;
  readonly prefix?: string;
}

/** Ready, and to be disposed of at the end of its test: it would act on the Nodes of the next one as well. */
export async function operatorFor(
  cluster: TestCluster,
  { label, tasks, cleanup = {}, ...top }: Plan,
  options: OperatorOptions = {},
): Promise<Operator> {
  const operator = await startOperator(cluster, {
    leaderElect: false,
    name: label,
    logLevel: 'info',
    config: {
      nodeSelector: `test=${cluster.name(label)}`,
      ...top,
      cleanup: { tasks, retry: { base: '200ms', cap: '2s' }, ...cleanup },
    },
    ...options,
  });
  await operator.waitReady();
  return operator;
}

/** A Node with our finalizer that only the operators of that label look after. */
export async function guardedNode(
  cluster: TestCluster,
  label: string,
  suffix = label,
  options: NodeOptions = {},
): Promise<string> {
  const { metadata } = await createNode(cluster, suffix, {
    labels: { test: cluster.name(label) },
    finalizers: [FINALIZER],
    ...options,
  });
  return metadata.name;
}

export async function waitUntilLeading(operator: Operator): Promise<void> {
  await eventually(() => operator.health('/metrics'), {
    describe: `${operator.name} to lead`,
    until: ({ text }) => /^leader_election_master_status\{[^}]*\} 1$/m.test(text),
  });
}
