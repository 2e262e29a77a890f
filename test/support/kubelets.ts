import { kubelets } from '../../hack/control-plane/command-lines.ts';
import { Component } from '../../hack/control-plane/component.ts';
import { freePort } from '../../hack/control-plane/ports.ts';
import { answersOk } from '../../hack/control-plane/probe.ts';
import type { TestCluster } from './test-cluster.ts';

/**
 * Kubelets of the test file's own, for the Nodes created with `kwok: GROUP`. Stopping them is an outage of exactly these
 * Nodes: the controllers find them NotReady eight seconds later, while the run's other Nodes live on.
 */
export async function startKubelets(cluster: TestCluster, group: string): Promise<Component> {
  const { layout } = cluster;
  const port = await freePort();
  const caFile = layout.pki('ca.crt');
  const component = new Component(
    {
      name: `kwok for ${group}`,
      program: `${layout.bin}/kwok`,
      args: kubelets(layout, group, port),
      logFile: `${cluster.folder('kubelets')}/kwok.log`,
      home: layout.root,
      isReady: (signal) => answersOk(`http://127.0.0.1:${port}/healthz`, { caFile, signal }),
    },
    cluster.supervisor,
  );
  await component.start();
  return component;
}
