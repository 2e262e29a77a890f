import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';

/** Kinds that share a page and a folder with others. */
const SHARED: Readonly<Record<string, string>> = { 'longhorn-evacuate': 'longhorn', 'longhorn-forget': 'longhorn' };
const pageOf = (kind: string): string => readFileSync(`docs/tasks/${SHARED[kind] ?? kind}.md`, 'utf8');

function sourceOf(kind: string): string {
  const folder = join('lib/tasks', SHARED[kind] ?? kind);
  const files = statSync(`${folder}.ts`, { throwIfNoEntry: false })?.isFile()
    ? [`${folder}.ts`]
    : readdirSync(folder).map((file) => join(folder, file));
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** Words of Kubernetes and its storage that stand where reasons do. */
const WORDS = new Set(['DaemonSet', 'IfHealthyBudget', 'LogicalVolume', 'NotIn', 'StorageNode', 'TopoLVM']);

/** What it answers with for machines: `reason: 'X'`, `wait('X', ...)`, `isBusy ? 'X' : 'Y'`. */
function reasonsIn(source: string): readonly string[] {
  const written = /(?:reason: |\b(?:wait|block|announce|#?soon)\(\s*|[?:]\s+)'([A-Z][a-z]+[A-Z][A-Za-z]+|Reading)'/g;
  const found = new Set([...source.matchAll(written)].map(([, reason = '']) => reason));
  return [...found].filter((reason) => !WORDS.has(reason)).toSorted();
}

const optionsOf = ({ options }: (typeof TASK_KINDS)[number]): readonly string[] =>
  Object.keys((options.properties ?? {}) as Readonly<Record<string, unknown>>);

describe.each(TASK_KINDS.map((kind) => [kind.name, kind] as const))('the page of %s', (name, kind) => {
  const page = pageOf(name);

  test('says where it may stand, and what it may', () => {
    expect(page).toMatch(/^\| where it may stand \| /m);
    expect(page).toMatch(/^\| timeout \| /m);
    expect(page).toMatch(/^\| rights \| /m);
    for (const stage of kind.stages) expect(page).toContain(stage);
  });

  test('has every option', () => {
    const missing = optionsOf(kind).filter((option) => !page.includes(`\`${option}\``));
    expect(missing).toEqual([]);
  });

  test('has every reason that it waits or blocks for, or is skipped', () => {
    const missing = reasonsIn(sourceOf(name)).filter((reason) => !page.includes(`\`${reason}\``));
    expect(missing).toEqual([]);
  });
});
