import { readdirSync, readFileSync } from 'node:fs';

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git']);

/** Every file of the project, relative to its root, `/` as separator. */
export function projectFiles(folder = '.'): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : projectFiles(path);
    return [path];
  });
}

export const markdownFiles = (): readonly string[] => projectFiles().filter((file) => file.endsWith('.md'));

/** The text without its blocks of code. */
export const prose = (file: string): string =>
  readFileSync(file, 'utf8')
    .replace(/^( *)(```|~~~)[\s\S]*?^\1\2 *$/gm, '')
    .replace(/^ {4,}.*$/gm, '');

/** Where links and images lead to. */
export function linksOf(file: string): readonly string[] {
  const text = prose(file).replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors that the headings of a file have, as GitHub makes them. */
export function anchorsOf(file: string): ReadonlySet<string> {
  const headings = [...prose(file).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => slug(heading));
  const seen = new Map<string, number>();
  const anchors = headings.map((heading) => {
    const times = seen.get(heading) ?? 0;
    seen.set(heading, times + 1);
    return times === 0 ? heading : `${heading}-${times}`;
  });
  return new Set(anchors);
}

const slug = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** A command that a page tells people to type. */
export interface DocumentedCommand {
  readonly file: string;
  /** In one line, without `$ ` and without a remark behind it. */
  readonly line: string;
}

const PROGRAMS = /^(?:kubectl|helm|npm|node|node-cleanup-webhook) /;

/** Not only the name of a command, and not only its flags. */
const isWhole = (line: string): boolean => {
  const words = line.split(' ');
  const needed = line.startsWith('kubectl ') ? 3 : 2;
  return words.slice(needed).some((word) => !word.startsWith('-'));
};

/** The commands in blocks of code, and those in a sentence that have an argument. */
export function commandsOf(file: string): readonly DocumentedCommand[] {
  const text = readFileSync(file, 'utf8').replace(/ \\\n\s*/g, ' ');
  const blocks = [...text.matchAll(/^( *)```(?:sh|shell|bash|console)?\n([\s\S]*?)^\1``` *$/gm)].map(
    ([, , code = '']) => code,
  );
  const indented = text.match(/^ {4,}\S.*$/gm) ?? [];
  const spoken = [...text.matchAll(/`((?:kubectl|node-cleanup-webhook|npm run) [^`\n]+)`/g)].flatMap(([, code = '']) =>
    isWhole(code) ? [code] : [],
  );
  const lines = [...blocks.flatMap((block) => block.split('\n')), ...indented, ...spoken];
  const typed = lines.map((line) =>
    line
      .trim()
      .replace(/^\$ /, '')
      .replace(/\s+# .*$/, ''),
  );
  return typed.filter((line) => PROGRAMS.test(line)).map((line) => ({ file, line }));
}
