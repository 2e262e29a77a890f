import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RELEASE_ALL_RIGHTS, VERIFY_RIGHTS } from '../../../lib/cleanup/rights.ts';
import type { Right } from '../../../lib/kube/right.ts';
import { EVERY_OPERATOR_RIGHT } from '../../../lib/rights/operator-rights.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { CHART_ACCOUNT, RELEASE_ALL, TASK_ACCOUNT, type Usage, usageIn, VERIFY } from './audit.ts';

/** The folder in which the control planes of a test run leave what rights were used; unset: nobody wants to know. */
export const LEDGER = 'RIGHTS_LEDGER';

/** At the end of a control plane whose API server was started with `auditFlags(file)`. */
export async function keepUsage(file: string): Promise<void> {
  const folder = process.env[LEDGER];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(await usageIn(file)));
}

const EVERY_RIGHT_OF_THE_OPERATOR = [...EVERY_OPERATOR_RIGHT, ...TASK_KINDS.flatMap(({ rights }) => rights)];

export interface Verdict {
  readonly granted: number;
  /** What the chart grants and nothing in this run has used. */
  readonly unused: readonly string[];
  readonly forbidden: readonly string[];
}

/** Of all that the control planes have left. */
export async function judgeLedger(folder: string): Promise<Verdict> {
  const files = await readdir(folder).catch(() => []);
  const usages: readonly Usage[] = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))),
  );
  return judge(usages);
}

export function judge(usages: readonly Usage[]): Verdict {
  // The code of a task is the same, whoever runs it.
  const parts = [
    { part: 'operator', rights: EVERY_RIGHT_OF_THE_OPERATOR, accounts: [CHART_ACCOUNT, TASK_ACCOUNT] },
    { part: 'release-all', rights: RELEASE_ALL_RIGHTS, accounts: [RELEASE_ALL] },
    { part: 'verify', rights: VERIFY_RIGHTS, accounts: [VERIFY] },
  ].map(({ part, rights, accounts }) => {
    const used = new Set(usages.flatMap((usage) => accounts.flatMap((account) => usage.used[account] ?? [])));
    const granted = verbsOf(rights);
    return { granted, unused: granted.filter((right) => !isUsed(right, used)).map((right) => `${right} (${part})`) };
  });
  return {
    granted: parts.reduce((sum, { granted }) => sum + granted.length, 0),
    unused: parts.flatMap(({ unused }) => unused),
    forbidden: usages.flatMap(({ forbidden }) =>
      Object.entries(forbidden).map(([what, times]) => `${what}, ${times}×`),
    ),
  };
}

const verbsOf = (rights: readonly Right[]): readonly string[] =>
  [
    ...new Set(
      rights.flatMap(({ apiGroup, resource, verbs }) => verbs.map((verb) => `${verb} ${apiGroup} ${resource}`)),
    ),
  ].toSorted();

/** A reflector lists only where the API server cannot send the present objects in the watch (before Kubernetes 1.34). */
const isUsed = (right: string, used: ReadonlySet<string>): boolean =>
  used.has(right) || (right.startsWith('list ') && used.has(right.replace('list', 'watch')));
