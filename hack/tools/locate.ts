import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, goBuild, moduleCache } from '../control-plane/build.ts';
import { acquireLock } from '../control-plane/lock.ts';
import { startProgress } from '../control-plane/progress.ts';
import { Supervisor } from '../control-plane/supervisor.ts';

/** What a program needs beyond `go build`. */
export interface Recipe {
  /** For the linker: `-X package.variable=value`. */
  readonly link?: readonly string[];
  /** Build tags. */
  readonly tags?: readonly string[];
  /**
   * Makes the module that is built, in a folder that goes afterwards, and gives that. For a module that cannot be built
   * where Go keeps it. Default: hack/tools/NAME itself.
   */
  readonly source?: (draft: string, options: BuildOptions) => Promise<string>;
  /** Default: the `tool` line of go.mod, or the folder itself where it has a main.go. */
  readonly goPackage?: string;
}

/**
 * The path of a program that tests or demos run: that which a variable of its name holds (HELM, CERT_MANAGER), or the one of
 * hack/tools/NAME, built once for each content of its go.mod, go.sum and Go sources.
 */
export async function locateTool(name: string, options: BuildOptions, recipe: Recipe = {}): Promise<string> {
  const given = options.env[variableOf(name)];
  if (given) return given;
  const cache = moduleCache(toolFolder(name), flags(recipe), options.env);
  const binary = join(cache, name);
  if (existsSync(binary)) return binary;
  const onWait = (pid: number) => options.report(`waiting for another build of ${name} (process ${pid})`);
  using _lock = await acquireLock(join(cache, 'build.lock'), { signal: options.signal, onWait });
  if (!existsSync(binary)) await build(name, binary, options, recipe);
  return binary;
}

export function toolFolder(name: string): string {
  return fileURLToPath(new URL(`${name}/`, import.meta.url));
}

/** The version of a module that the program's go.mod asks for. */
export function requiredVersion(name: string, module: string): string {
  const lines = goMod(name).split('\n');
  const version = lines.map((line) => line.replace('require ', '').trim().split(' ')).find(([path]) => path === module);
  if (!version?.[1]) throw new Error(`hack/tools/${name}/go.mod requires no version of ${module}`);
  return version[1];
}

/** What to say when there is no Go to build it with. */
export const withoutGo = (name: string): string =>
  `${name} cannot be built because Go is not installed. ` +
  `Install Go 1.26 or newer (https://go.dev/dl/), or let the variable ${variableOf(name)} name the program.`;

/** A build that is interrupted leaves nothing. */
async function build(name: string, binary: string, options: BuildOptions, recipe: Recipe): Promise<void> {
  const cache = join(binary, '..');
  options.report(`building ${name} from its Go modules; this takes one to three minutes, and happens once`);
  await using supervisor = new Supervisor();
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'building-'));
  supervisor.removeAtEnd(draft);
  using progress = startProgress(options.report);
  const cwd = (await recipe.source?.(draft, options)) ?? toolFolder(name);
  const args = [...flags(recipe), '-o', join(draft, name), recipe.goPackage ?? packageOf(name)];
  await goBuild(supervisor, { what: name, withoutGo: withoutGo(name), cwd, args }, progress, options);
  renameSync(join(draft, name), binary);
  options.report(`built ${name} in ${progress.elapsed()}, kept in ${cache}`);
}

function packageOf(name: string): string {
  if (existsSync(join(toolFolder(name), 'main.go'))) return '.';
  const [, tool] = /^tool (\S+)$/m.exec(goMod(name)) ?? [];
  if (!tool) throw new Error(`hack/tools/${name} has neither a main.go nor a tool line in its go.mod`);
  return tool;
}

function flags({ link = [], tags = [] }: Recipe): string[] {
  const tagged = tags.length === 0 ? [] : ['-tags', tags.join(',')];
  return ['-mod=readonly', '-trimpath', '-buildvcs=false', ...tagged, '-ldflags', ['-s', '-w', ...link].join(' ')];
}

const goMod = (name: string): string => readFileSync(join(toolFolder(name), 'go.mod'), 'utf8');

const variableOf = (name: string): string => name.toUpperCase().replaceAll('-', '_');
