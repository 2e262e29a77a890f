import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

/** Which rooms of lib/ each may know: arrows point down only (docs/adr/0003 has the one that is not as first drawn). */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  time: [],
  telemetry: [],
  files: ['telemetry', 'time'],
  'http-client': ['time'],
  kube: ['telemetry', 'time'],
  node: ['kube'],
  operation: ['telemetry', 'time'],
  http: ['files', 'telemetry', 'time'],
  tls: ['http', 'kube', 'telemetry', 'time'],
  config: ['files', 'kube', 'operation', 'telemetry', 'time'],
  admission: ['http', 'kube', 'node', 'telemetry'],
  tasks: ['config', 'http-client', 'kube', 'node', 'operation', 'telemetry', 'time'],
  rights: ['cleanup', 'config', 'kube', 'operation', 'telemetry', 'time', 'tls'],
  cleanup: ['config', 'kube', 'node', 'operation', 'tasks', 'telemetry', 'time'],
};

/** The files that one imports, as paths from the root. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/from '(\.[^']*)'|import\('(\.[^']*)'\)/g)].map(([, one = '', other = '']) =>
    normalize(join(dirname(file), one || other)),
  );
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

const files = filesOf('lib');
/** Of lib/time/clock.ts: time. What is of cmd/ or elsewhere is a stranger to every room. */
const roomOf = (file: string): string => /^lib\/([^/]+)\//.exec(file)?.[1] ?? file;

it('every room of lib/ is drawn', () => {
  expect([...new Set(files.map(roomOf))].toSorted()).toEqual(Object.keys(MAY_KNOW).toSorted());
});

it.each(Object.entries(MAY_KNOW))('%s knows no room but %j', (room, allowed) => {
  const strangers = files
    .filter((file) => roomOf(file) === room)
    .flatMap((file) => importsOf(file).map((other) => ({ file, other })))
    .filter(({ other }) => roomOf(other) !== room && !allowed.includes(roomOf(other)));
  expect(strangers).toEqual([]);
});

it('no task knows another task', () => {
  const taskOf = (file: string) => /^lib\/tasks\/([a-z-]+)/.exec(file)?.[1] ?? '';
  const shared = ['registry', 'node-task', 'node-gone', 'reading'];
  const strangers = files
    .filter((file) => file.startsWith('lib/tasks/') && taskOf(file) !== 'registry')
    .flatMap((file) => importsOf(file).map((other) => ({ file, other })))
    .filter(({ file, other }) => other.startsWith('lib/tasks/') && taskOf(other) !== taskOf(file))
    .filter(({ other }) => !shared.includes(taskOf(other)));
  expect(strangers).toEqual([]);
});

it('no file leads back to itself by its imports, those of types included', () => {
  const all = ['cmd', 'hack', 'lib', 'test'].flatMap(filesOf);
  const known = new Map(all.map((file) => [file, importsOf(file)]));
  const reachable = (from: string): ReadonlySet<string> => {
    const reached = new Set(known.get(from));
    for (const file of reached) for (const next of known.get(file) ?? []) reached.add(next);
    return reached;
  };
  expect(all.filter((file) => reachable(file).has(file))).toEqual([]);
});
