import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, goBuild, moduleCache } from '../control-plane/build.ts';
import { acquireLock } from '../control-plane/lock.ts';
import { startProgress } from '../control-plane/progress.ts';
import { Supervisor } from '../control-plane/supervisor.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const MODULE = 'github.com/prometheus/alertmanager';
const FLAGS: readonly string[] = ['-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w'];

/** The path of an Alertmanager: that of the variable ALERTMANAGER, or one that is built once from its published module. */
export async function locateAlertmanager(options: BuildOptions): Promise<string> {
  if (options.env.ALERTMANAGER) return options.env.ALERTMANAGER;
  const cache = moduleCache(FOLDER, FLAGS, options.env);
  const binary = join(cache, 'alertmanager');
  if (existsSync(binary)) return binary;
  const onWait = (pid: number) => options.report(`waiting for another build of Alertmanager (process ${pid})`);
  using _lock = await acquireLock(join(cache, 'build.lock'), { signal: options.signal, onWait });
  if (!existsSync(binary)) await build(cache, binary, options);
  return binary;
}

/** A build that is interrupted leaves nothing. */
async function build(cache: string, binary: string, options: BuildOptions): Promise<void> {
  options.report('building Alertmanager from its Go module; this takes about a minute, and happens once');
  await using supervisor = new Supervisor();
  const draft = mkdtempSync(join(cache, 'building-'));
  supervisor.removeAtEnd(draft);
  using progress = startProgress(options.report);
  const source = join(draft, 'source');
  copyWritable(await moduleFolder(options), source);
  // What it embeds is made by npm and not part of the module. Its API does without.
  mkdirSync(join(source, 'ui/app/dist'), { recursive: true });
  writeFileSync(join(source, 'ui/app/dist/index.html'), '<!doctype html>\n');
  const what = 'Alertmanager';
  const args = [...FLAGS, '-o', join(draft, 'alertmanager'), './cmd/alertmanager'];
  await goBuild(supervisor, { what, withoutGo: WITHOUT_GO, cwd: source, args }, progress, options);
  renameSync(join(draft, 'alertmanager'), binary);
  options.report(`built Alertmanager in ${progress.elapsed()}, kept in ${cache}`);
}

const WITHOUT_GO =
  'Alertmanager cannot be built because Go is not installed. Install Go 1.26 or newer (https://go.dev/dl/), or let the variable ALERTMANAGER name the program.';

/** Where Go keeps the module's source, once it has compared it with our go.sum. */
async function moduleFolder({ env, signal }: BuildOptions): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', MODULE], {
    cwd: FOLDER,
    env: { ...env, GOWORK: 'off' },
    signal,
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Error(WITHOUT_GO) : error;
  });
  const { Dir: folder }: { readonly Dir?: unknown } = JSON.parse(stdout);
  if (typeof folder !== 'string') throw new Error(`go mod download does not say where ${MODULE} is: ${stdout}`);
  return folder;
}

/** Go's folders are read-only, and a copy of one could be neither added to nor removed. */
function copyWritable(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}
