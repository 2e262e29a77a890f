import { stringAt } from '../../lib/kube/json.ts';
import type { BuildOptions } from '../control-plane/build.ts';
import { run } from '../control-plane/command.ts';
import { toolFolder, withoutGo } from './locate.ts';

/** Where Go keeps the source of a module that hack/tools/NAME requires, once it has compared it with the go.sum there. */
export async function moduleFolder(name: string, module: string, { env, signal }: BuildOptions): Promise<string> {
  const { code, stdout, stderr } = await run('go', ['mod', 'download', '-json', module], {
    cwd: toolFolder(name),
    env: { ...env, GOWORK: 'off' },
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Error(withoutGo(name)) : error;
  });
  // The reason of a failure is in the JSON, unless it failed before it had any.
  const told: unknown = stdout.trim() === '' ? undefined : JSON.parse(stdout);
  const folder = stringAt(told, 'Dir');
  if (code === 0 && folder !== undefined) return folder;
  throw new Error(`go mod download ${module}: ${stringAt(told, 'Error') ?? `${stderr}${stdout}`.trim()}`);
}
