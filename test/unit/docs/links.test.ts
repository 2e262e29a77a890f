import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, linksOf, markdownFiles } from './markdown.ts';

const files = markdownFiles();
const isElsewhere = (link: string): boolean => /^[a-z]+:/.test(link);

function problemOf(file: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(target)) return `${link}: there is no ${target}`;
  if (anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor)) {
    return `${link}: ${target} has no heading for #${anchor}`;
  }
  return undefined;
}

test('there are pages to look at', () => {
  expect(files).toContain('README.md');
  expect(files.length).toBeGreaterThan(20);
});

test.each(files)('%s: every link inside the project leads somewhere', (file) => {
  const links = linksOf(file).filter((link) => !isElsewhere(link));
  expect(links.flatMap((link) => problemOf(file, link) ?? [])).toEqual([]);
});

test.each(files)('%s: links to elsewhere are over TLS', (file) => {
  expect(linksOf(file).filter((link) => isElsewhere(link) && !/^(https|mailto):/.test(link))).toEqual([]);
});

test('every page in docs/ is reached from its index', () => {
  const reached = new Set(['docs/README.md']);
  for (const page of reached) {
    for (const link of linksOf(page).filter((found) => !isElsewhere(found))) {
      const target = normalize(join(dirname(page), link.split('#')[0] ?? ''));
      if (target.startsWith('docs/') && target.endsWith('.md') && existsSync(target)) reached.add(target);
    }
  }
  expect(files.filter((file) => file.startsWith('docs/') && !reached.has(file))).toEqual([]);
});
