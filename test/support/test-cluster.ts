import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, inject } from 'vitest';
import { ClusterAccess, type Coordinates } from '../../hack/control-plane/cluster-access.ts';
import { Supervisor } from '../../hack/control-plane/supervisor.ts';

/** The run's control plane as one test file sees it: names of its own, and an end that leaves nothing of the file behind. */
export class TestCluster extends ClusterAccess {
  /** Starts every name that this file gives to something cluster-wide. */
  readonly prefix = uniquePrefix();
  readonly supervisor = new Supervisor();
  readonly #cleanups: (() => Promise<void>)[] = [];
  readonly #witnesses: (() => string)[] = [];

  /** A name that no other test file uses. */
  name(suffix: string): string {
    return `${this.prefix}-${suffix}`;
  }

  /** A folder that goes with the test file. */
  folder(purpose: string): string {
    const folder = mkdtempSync(join(this.layout.root, `test-${purpose}-`));
    this.supervisor.removeAtEnd(folder);
    this.atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
    return folder;
  }

  /** Runs after the last test of the file, the latest first. */
  atEnd(cleanup: () => Promise<void>): void {
    this.#cleanups.push(cleanup);
  }

  /** What to print when a test fails. */
  onFailure(witness: () => string): void {
    this.#witnesses.push(witness);
  }

  testimony(): string {
    return this.#witnesses.map((witness) => witness()).join('\n');
  }

  async cleanUp(): Promise<void> {
    const errors: unknown[] = [];
    for (const cleanup of this.#cleanups.reverse()) await cleanup().catch((error: unknown) => errors.push(error));
    await this.supervisor[Symbol.asyncDispose]();
    this[Symbol.dispose]();
    if (errors.length > 0) throw new AggregateError(errors, `cleaning up after ${this.prefix}: ${errors.join('; ')}`);
  }
}

/** No other worker uses it meanwhile: VITEST_POOL_ID counts the workers from 1. */
function ownControlPlane(): Coordinates {
  const worker = Number(process.env.VITEST_POOL_ID ?? '1');
  const own = inject('clusters')[worker - 1];
  if (own === undefined) throw new Error(`there is no control plane for worker ${worker}`);
  return own;
}

/** To be called once, at the top of a test file. */
export function useCluster(): TestCluster {
  const cluster = new TestCluster(ownControlPlane());
  // A worker whose vitest was killed would otherwise live as long as the processes that it has started.
  const exit = () => process.exit(1);
  process.once('disconnect', exit);
  afterEach(({ task }) => {
    const testimony = task.result?.state === 'fail' ? cluster.testimony() : '';
    if (testimony !== '') console.error(testimony);
  });
  afterAll(async () => {
    await cluster.cleanUp();
    process.off('disconnect', exit);
  });
  return cluster;
}

/** `t` and eight characters, fit for the names of all kinds. */
export function uniquePrefix(): string {
  return `t${randomBytes(4).toString('hex')}`;
}
