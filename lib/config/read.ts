import { readFile } from 'node:fs/promises';
import { Failure } from '../telemetry/failure.ts';
import type { Config } from './config.ts';
import { type ConfigRules, loadConfig } from './load.ts';
import { configFailure } from './problem.ts';

export interface ReadConfig {
  readonly config: Config;
  /** Tell a person what they may not expect. */
  readonly notes: readonly string[];
}

/** What the file says. Rejects with Failure CONFIG_INVALID, whose message has one line for each mistake. */
export async function judge(file: string, content: Uint8Array, rules: ConfigRules): Promise<ReadConfig> {
  const loaded = await loadConfig(content, rules);
  if (loaded.outcome === 'invalid') throw configFailure(file, loaded.problems);
  return loaded;
}

/** What the file holds. Rejects with Failure CONFIG_INVALID when it cannot be read. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new Failure('CONFIG_INVALID', `${file}: ${describe(cause)}`, { cause });
  }
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'this is a folder; name the file in it';
    case 'EACCES':
      return 'this user may not read it';
    default:
      return `it cannot be read (${String(code ?? error)})`;
  }
}
