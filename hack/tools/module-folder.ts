import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BuildOptions } from '../control-plane/build.ts';
import { toolFolder, withoutGo } from './locate.ts';

/** Where Go keeps the source of a module that hack/tools/NAME requires, once it has compared it with the go.sum there. */
export async function moduleFolder(name: string, module: string, { env, signal }: BuildOptions): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', module], {
    cwd: toolFolder(name),
    env: { ...env, GOWORK: 'off' },
    signal,
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Error(withoutGo(name)) : error;
  });
  const { Dir: folder }: { readonly Dir?: unknown } = JSON.parse(stdout);
  if (typeof folder !== 'string') throw new Error(`go mod download does not say where ${module} is: ${stdout}`);
  return folder;
}
