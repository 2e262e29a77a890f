import type { TestProject } from 'vitest/node';
import { clusterFolder, isRunning, readRecord } from '../../hack/cluster-record.ts';
import type { Coordinates } from '../../hack/control-plane/cluster-access.ts';
import { startControlPlane } from '../../hack/control-plane/control-plane.ts';
import { Layout } from '../../hack/control-plane/layout.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A control plane for each worker, by its number; a worker runs one test file after the other. */
    clusters: readonly Coordinates[];
  }
}

/**
 * A control plane for each worker, since operators look at every Node of theirs. TEST_CLUSTER=NAME takes the one that `npm run cluster -- up --name NAME` has started,
 * which saves its start when one test is run over and over.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const name = process.env.TEST_CLUSTER;
  if (name) {
    project.provide('clusters', [running(name)]);
    return async () => {};
  }
  const report = (line: string) => process.stderr.write(`control plane: ${line}\n`);
  // The first builds what the others then find.
  const controlPlanes = [await startControlPlane({ report })];
  while (controlPlanes.length < project.config.maxWorkers) controlPlanes.push(await startControlPlane({ report }));
  for (const { server, layout } of controlPlanes) report(`ready at ${server}, logs in ${layout.root}/logs`);
  project.provide(
    'clusters',
    controlPlanes.map(({ coordinates }) => coordinates),
  );
  return async () => {
    await Promise.all(controlPlanes.map((controlPlane) => controlPlane[Symbol.asyncDispose]()));
  };
}

function running(name: string): Coordinates {
  const layout = new Layout(clusterFolder(name));
  const record = readRecord(layout);
  if (!record?.processes.every(isRunning)) {
    throw new Error(`TEST_CLUSTER=${name}, which is not up: npm run cluster -- up --name ${name}`);
  }
  return { dataDir: layout.root, server: record.server };
}
