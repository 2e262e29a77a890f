import type { TestProject } from 'vitest/node';
import { clusterFolder, isRunning, readRecord } from '../../hack/cluster-record.ts';
import type { Coordinates } from '../../hack/control-plane/cluster-access.ts';
import { startControlPlane } from '../../hack/control-plane/control-plane.ts';
import { Layout } from '../../hack/control-plane/layout.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The control plane that all test files of a run share. */
    cluster: Coordinates;
  }
}

/**
 * One control plane for the whole run. TEST_CLUSTER=NAME takes the one that `npm run cluster -- up --name NAME` has started,
 * which saves its start when one test is run over and over.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const name = process.env.TEST_CLUSTER;
  if (name) {
    project.provide('cluster', running(name));
    return async () => {};
  }
  const report = (line: string) => process.stderr.write(`control plane: ${line}\n`);
  const controlPlane = await startControlPlane({ report });
  report(`ready at ${controlPlane.server}, logs in ${controlPlane.layout.root}/logs`);
  project.provide('cluster', controlPlane.coordinates);
  return () => controlPlane[Symbol.asyncDispose]();
}

function running(name: string): Coordinates {
  const layout = new Layout(clusterFolder(name));
  const record = readRecord(layout);
  if (!record?.processes.every(isRunning)) {
    throw new Error(`TEST_CLUSTER=${name}, which is not up: npm run cluster -- up --name ${name}`);
  }
  return { dataDir: layout.root, server: record.server };
}
