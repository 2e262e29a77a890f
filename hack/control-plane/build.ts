import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { cpus, homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { acquireLock } from './lock.ts';
import { CATALOGUE, type ProgramName } from './programs.ts';
import { type Progress, startProgress } from './progress.ts';
import { endProcess, Supervisor } from './supervisor.ts';

const MODULE = fileURLToPath(new URL('.', import.meta.url));

export interface BuildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The folder of the control plane's binaries. */
export const binaryCache = (env: NodeJS.ProcessEnv): string => moduleCache(MODULE, buildFlags(), env);

/** The folder of a module's binaries: another go.mod, source, flag or platform has another folder. */
export function moduleCache(module: string, flags: readonly string[], env: NodeJS.ProcessEnv): string {
  const base = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const hash = createHash('sha256').update(JSON.stringify([flags, process.platform, process.arch]));
  const sources = readdirSync(module).filter((file) => file.endsWith('.go'));
  for (const file of ['go.mod', 'go.sum', ...sources.sort()]) hash.update(readFileSync(join(module, file)));
  return join(base, 'node-cleanup-webhook', hash.digest('hex').slice(0, 16));
}

/** Builds programs into the cache. A build that is interrupted leaves nothing there; a second one waits for the first. */
export async function build(missing: readonly ProgramName[], options: BuildOptions): Promise<void> {
  const cache = binaryCache(options.env);
  const onWait = (pid: number) => options.report(`waiting for another build of the control plane (process ${pid})`);
  using _lock = await acquireLock(join(cache, 'build.lock'), { signal: options.signal, onWait });
  const names = missing.filter((name) => !existsSync(join(cache, name)));
  if (names.length === 0) return;

  await using supervisor = new Supervisor();
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'building-'));
  supervisor.removeAtEnd(draft);
  const cores = cpus().length;
  const usual = `with a cold Go cache this usually takes ${cores > 4 ? '2 to 5' : '4 to 10'} minutes on ${cores} cores`;
  options.report(`building ${names.join(', ')} from their Go modules; ${usual}, and happens once`);
  using progress = startProgress(options.report);
  const packages = names.map((name) => CATALOGUE[name].goPackage);
  const args = [...buildFlags(), '-o', `${draft}/`, ...packages];
  await goBuild(
    supervisor,
    { what: 'the control plane', withoutGo: withoutGo(names), cwd: MODULE, args },
    progress,
    options,
  );
  for (const name of names) renameSync(join(draft, CATALOGUE[name].builtAs), join(cache, name));
  options.report(`built ${names.join(', ')} in ${progress.elapsed()}, kept in ${cache}`);
}

export interface GoBuild {
  /** For messages: `the control plane`. */
  readonly what: string;
  /** What to say when there is no Go. */
  readonly withoutGo: string;
  /** The folder of the module. */
  readonly cwd: string;
  /** Flags and packages. */
  readonly args: readonly string[];
}

/** `go build`. Rejects with the last lines of what it says, and when there is no Go. */
export async function goBuild(
  supervisor: Supervisor,
  { what, withoutGo, cwd, args }: GoBuild,
  progress: Progress,
  options: BuildOptions,
): Promise<void> {
  const child = supervisor.spawn('go', ['build', '-v', ...args], {
    cwd,
    // No C compiler is needed, and no go.work of a surrounding folder has a say.
    env: { ...options.env, CGO_ENABLED: '0', GOWORK: 'off' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const abort = () => void endProcess(child, { grace: 2_000 });
  options.signal?.addEventListener('abort', abort);
  const said: string[] = [];
  if (child.stderr) {
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      progress.compiling(line);
    });
  }
  const code = await new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error(withoutGo) : error),
    );
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'SIGKILL'));
  });
  options.signal?.removeEventListener('abort', abort);
  options.signal?.throwIfAborted();
  if (code !== 0) throw new Error(`building ${what}: go build ended with ${code}:\n${said.slice(-15).join('\n')}`);
}

function buildFlags(): string[] {
  const version = /k8s\.io\/kubernetes v(\d+)\.(\d+)\.(\d+)/.exec(readFileSync(join(MODULE, 'go.mod'), 'utf8'));
  if (!version) throw new Error('hack/control-plane/go.mod requires no version of k8s.io/kubernetes');
  const [, major, minor, patch] = version;
  // Without these a server calls itself v0.0.0-master, which helm and kubectl refuse.
  const linked = { gitVersion: `v${major}.${minor}.${patch}`, gitMajor: major, gitMinor: minor };
  const stamps = Object.entries(linked).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  return ['-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...stamps].join(' ')];
}

const withoutGo = (names: readonly ProgramName[]): string =>
  `${names.join(', ')}: not found in a supported version in KUBEBUILDER_ASSETS or PATH, and they cannot be built because ` +
  'Go is not installed. Install Go 1.26 or newer (https://go.dev/dl/), or point KUBEBUILDER_ASSETS at a folder that holds them.';
