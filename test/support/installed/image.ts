import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../../../hack/control-plane/command.ts';
import { nodeFlags } from '../../../hack/demo/node-flags.ts';

/** The product as the Dockerfile puts it into an image: a Node, one file, and what starts it. */
export interface Image {
  readonly name: string;
  /** Where what is in the image is on this machine, by its path in the image. */
  readonly files: ReadonlyMap<string, string>;
  readonly entrypoint: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NODE = '/nodejs/bin/node';
const PRODUCT = '/app/node-cleanup-webhook.mjs';

/** Builds the product into a folder. */
export async function buildImage(name: string, folder: string): Promise<Image> {
  mkdirSync(folder, { recursive: true });
  const { code, stderr } = await run(process.execPath, ['hack/build.ts', '--outdir', folder], { cwd: ROOT });
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${stderr}`);
  return imageOf(name, `${folder}/node-cleanup-webhook.mjs`);
}

/** An image around a file that is built already. */
export function imageOf(name: string, file: string): Image {
  const files = new Map([
    [NODE, process.execPath],
    [PRODUCT, file],
  ]);
  return { name, files, entrypoint: [NODE, ...nodeFlags(file), PRODUCT] };
}

/** What the chart calls the image of this version, unless it is told otherwise. */
export function defaultImageName(): string {
  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'));
  return `node-cleanup-webhook:${version}`;
}
