import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { clusterFolder, isRunning, readRecord } from '../../hack/cluster-record.ts';
import type { Coordinates } from '../../hack/control-plane/cluster-access.ts';
import { type ControlPlane, startControlPlane } from '../../hack/control-plane/control-plane.ts';
import { Layout } from '../../hack/control-plane/layout.ts';
import { auditFlags } from './rights/audit.ts';
import { keepUsage } from './rights/ledger.ts';

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
  const audits = mkdtempSync(join(tmpdir(), 'node-cleanup-audit-'));
  const auditOf = (index: number) => join(audits, `${index}.log`);
  const controlPlanes: ControlPlane[] = [];
  while (controlPlanes.length < project.config.maxWorkers) {
    const flags = { 'kube-apiserver': auditFlags(auditOf(controlPlanes.length)) };
    controlPlanes.push(await startControlPlane({ report, flags }));
  }
  for (const { server, layout } of controlPlanes) report(`ready at ${server}, logs in ${layout.root}/logs`);
  project.provide(
    'clusters',
    controlPlanes.map(({ coordinates }) => coordinates),
  );
  return async () => {
    await Promise.all(controlPlanes.map((controlPlane) => controlPlane[Symbol.asyncDispose]()));
    // Only now, when all is written.
    await Promise.all(controlPlanes.map((_, index) => keepUsage(auditOf(index))));
    await rm(audits, { recursive: true, force: true });
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
