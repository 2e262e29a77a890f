import { readFile } from 'node:fs/promises';
import { Failure } from '../../telemetry/failure.ts';

export const isReadable = (file: string): Promise<boolean> =>
  readFile(file).then(
    () => true,
    () => false,
  );

/** The text of a file that must be there. Rejects with Failure KUBECONFIG_INVALID that says what the file is for. */
export async function readCredential(file: string, purpose: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = WHY.get(code) ?? (error instanceof Error ? error.message : String(error));
    throw new Failure('KUBECONFIG_INVALID', `${purpose} ${file} ${why}`, { cause: error });
  }
}

const WHY: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['EACCES', 'cannot be read: permission denied'],
  ['EISDIR', 'is a folder, not a file'],
  ['ENOTDIR', 'does not exist: a part of its path is a file'],
]);
