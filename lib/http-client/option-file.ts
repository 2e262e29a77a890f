import { readFile } from 'node:fs/promises';

/** The text of a file that an option names; undefined when it names none. Errors name the option, and nothing of what it holds. */
export async function readOptionFile(option: string, path: string): Promise<string | undefined> {
  if (path === '') return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new Error(`the file of the option ${option} cannot be read (${String(code ?? 'no reason given')}): ${path}`);
  }
}
