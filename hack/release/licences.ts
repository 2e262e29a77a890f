import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences that allow what we do: ship the code inside a work under Apache-2.0. SPDX names. */
export const COMPATIBLE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Unlicense',
]);

/** A package whose code is in the built file. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json has it: an SPDX name. */
  readonly licence: string;
  /** What its licence asks to be shipped along: the texts of its LICENSE and NOTICE files. */
  readonly texts: readonly string[];
}

/** The folders of packages that files of a bundle came from, each once: `node_modules/koa/node_modules/mime-db`. */
export function packageFolders(inputs: readonly string[]): readonly string[] {
  const folders = inputs.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** Reads what a package says of itself. Throws where its licence is none that we may ship, naming the package. */
export async function readPackage(root: string, folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (!COMPATIBLE.has(license)) {
    throw new Error(
      `${name} ${version} (${folder}) is under ${license ?? 'no licence'}, which hack/release/licences.ts does not list as compatible: do without it, or add the licence there with a reason`,
    );
  }
  const files = (await readdir(join(root, folder))).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(root, folder, file), 'utf8')));
  return { name, version, licence: license, texts: texts.map((text) => text.trim()) };
}

/** The file that is shipped beside the built one. */
export function licenceReport(packages: readonly BundledPackage[]): string {
  const table = packages.map(({ name, version, licence }) => `${name} ${version}: ${licence}`).join('\n');
  const texts = packages.map(({ name, version, licence, texts }) => {
    const said =
      texts.length > 0 ? texts.join('\n\n') : `Licensed under ${licence}; the package carries no text of it.`;
    return `${'='.repeat(80)}\n${name} ${version}\n${'='.repeat(80)}\n\n${said}\n`;
  });
  return `node-cleanup-webhook contains code of these packages:\n\n${table}\n\n${texts.join('\n')}`;
}
