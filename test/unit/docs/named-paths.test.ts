import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { projectFiles } from './markdown.ts';

/** A path from the root of the project, and no part of another path or of a link. */
const PATH = /(?<![\w./@$}-])(?:charts|cmd|docs|hack|lib|test)\/[\w./-]*\w/g;
const BLOCKS = /\{\{-? *\/\*[\s\S]*?\*\/ *-?\}\}/g;
const LINES = /^ *(?:\/\/|\/\*|\*|#).*$/gm;

/** All of a page; of code what its comments say, where they have lines of their own. */
function wordsOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.md')) return text;
  return [...text.matchAll(BLOCKS), ...text.matchAll(LINES)].join('\n');
}

/** `hack/tools/NAME` is of any name; a decision is named by its number alone, as in `docs/adr/0003`. */
function exists(path: string): boolean {
  if (existsSync(path) || path.split('/').some((part) => /^[A-Z]+$/.test(part))) return true;
  const folder = dirname(path);
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(`${basename(path)}-`));
}

const named = projectFiles()
  .filter((file) => /\.(?:go|md|mjs|tpl|ts|ya?ml)$|Dockerfile$/.test(file))
  .flatMap((file) => (wordsOf(file).match(PATH) ?? []).map((path) => ({ file, path })));

it('whatever file a comment or a page names is there', () => {
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ path }) => !exists(path))).toEqual([]);
});
