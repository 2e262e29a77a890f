import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../../hack/control-plane/command.ts';
import { nodeFlags } from '../../../hack/demo/node-flags.ts';

/** The product as the Dockerfile puts it into an image: a Node, one file, and what starts it. */
export interface Image {
  readonly name: string;
  /** Where what is in the image is on this machine, by its path in the image: files and folders. */
  readonly files: ReadonlyMap<string, string>;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
// Not where it is in the real image: there is this machine's own /usr, which lends its libraries.
const BIN = '/nodejs/bin';
const PRODUCT = '/app/node-cleanup-webhook.mjs';

/** Builds the product into a folder, and gives the path of its one file. */
export async function buildProgram(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const { code, stderr } = await run(process.execPath, ['hack/build.ts', '--outdir', folder], { cwd: ROOT });
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${stderr}`);
  return `${folder}/node-cleanup-webhook.mjs`;
}

export function imageOf(name: string, file: string): Image {
  const files = new Map([
    [BIN, dirname(process.execPath)],
    [PRODUCT, file],
  ]);
  const env = { PATH: `${BIN}:/usr/sbin:/usr/bin:/sbin:/bin` };
  return { name, files, env, entrypoint: [`${BIN}/node`, ...nodeFlags(file), PRODUCT] };
}

/** The version of the program, which is that of the chart as well. */
export function currentVersion(): string {
  return JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')).version;
}
