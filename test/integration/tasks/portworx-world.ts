import { beforeAll, beforeEach } from 'vitest';
import type { KubeClient } from '../../../lib/kube/client.ts';
import { PORTWORX } from '../../../lib/tasks/portworx/options.ts';
import { createPortworx } from '../../../lib/tasks/portworx/portworx.ts';
import { type Clock, systemClock } from '../../../lib/time/clock.ts';
import { PORTWORX_DEFINITIONS } from '../../simulators/definitions/portworx.ts';
import { PortworxSimulator } from '../../simulators/portworx/simulator.ts';
import { installDefinitions } from '../../support/definitions.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, setReady } from '../../support/nodes.ts';
import type { TestCluster } from '../../support/test-cluster.ts';
import { clientBehindProxy, dependenciesOf, Operation, subjectOf } from './harness.ts';

/** Time goes as usual, from a moment that a test can move. */
interface MovableClock extends Clock {
  aheadMs: number;
}

const movableClock = (): MovableClock => {
  const clock = { ...systemClock, aheadMs: 0, now: () => systemClock.now() + clock.aheadMs };
  return clock;
};

/** Portworx on three Nodes, and a client of the API server that may do what the task says it needs. */
export interface PortworxWorld {
  readonly portworx: PortworxSimulator;
  readonly namespace: string;
  readonly clock: MovableClock;
  readonly proxy: FaultProxy;
  readonly client: KubeClient;
  /** Names of the Nodes. */
  readonly a: string;
  readonly b: string;
  readonly c: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** The task as it stands before the Node goes, or after that; made while the Node is there. */
  operation(stage: 'before' | 'after', node: string, options?: Readonly<Record<string, unknown>>): Promise<Operation>;
  /** Calls so far that change something at Portworx. */
  changes(): readonly string[];
}

/** One for each test of the file. */
export function usePortworx(cluster: TestCluster): () => PortworxWorld {
  let proxy: FaultProxy;
  let client: KubeClient;
  let world: PortworxWorld;
  let count = 0;

  beforeAll(async () => {
    await installDefinitions(cluster, PORTWORX_DEFINITIONS);
    ({ proxy, client } = await clientBehindProxy(cluster, [PORTWORX]));
  });

  beforeEach(async () => {
    proxy.heal();
    count += 1;
    const namespace = await createNamespace(cluster, `px-${count}`);
    const portworx = await PortworxSimulator.start(cluster, namespace);
    portworx.jobsGo('RUNNING', 'DONE');
    cluster.atEnd(() => portworx[Symbol.asyncDispose]());
    const [a, b, c] = await Promise.all([
      addNode(cluster, portworx, `a-${count}`),
      addNode(cluster, portworx, `b-${count}`),
      addNode(cluster, portworx, `c-${count}`),
    ]);
    const clock = movableClock();
    const { url } = portworx.rest;
    const options = { endpoint: url, managementEndpoint: url, timeout: '2s' };
    world = {
      ...{ portworx, namespace, clock, proxy, client, a, b, c, options },
      async operation(stage, node, more = {}) {
        const task = createPortworx(dependenciesOf(client, clock));
        const subject = await subjectOf(client, node);
        const given = { client, task, subject, stage, name: 'portworx', options: { ...options, ...more } };
        const operation = new Operation(given);
        cluster.atEnd(async () => operation[Symbol.dispose]());
        return operation;
      },
      changes: () =>
        portworx.rest.calls
          .filter(({ method }) => method === 'PUT' || method === 'DELETE')
          .map(({ method, path, query }) => `${method} ${path}${query}`),
    };
  });

  return () => world;
}

/** A Node that is Ready and has Portworx. Nobody speaks for it: it stays Ready for 40 seconds. */
async function addNode(cluster: TestCluster, portworx: PortworxSimulator, suffix: string): Promise<string> {
  const { name } = (await createNode(cluster, suffix)).metadata;
  await setReady(cluster, name, 'True');
  await portworx.addNode(name);
  return name;
}
