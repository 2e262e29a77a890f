import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { binaryCache, build } from './build.ts';
import { CATALOGUE, isSupported, PROGRAMS, type Program, type ProgramName, parseVersion } from './programs.ts';

/** Absolute paths. */
export type Binaries = Readonly<Record<ProgramName, string>>;

export interface LocateOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly report?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds each program in KUBEBUILDER_ASSETS, then PATH, then the cache, and builds those that are nowhere. Decided for each
 * program alone, because `setup-envtest` brings only etcd, kube-apiserver and kubectl.
 */
export async function locateBinaries(options: LocateOptions = {}): Promise<Binaries> {
  const { env = process.env, report = () => {}, signal } = options;
  const cache = binaryCache(env);
  const found = new Map<ProgramName, Found>();
  for (const name of PROGRAMS) {
    const candidate = (await findInstalled(name, env, report)) ?? inFolder(cache, name, 'cache');
    if (candidate) found.set(name, candidate);
  }
  const missing = PROGRAMS.filter((name) => !found.has(name));
  if (missing.length > 0) await build(missing, { env, report, signal });
  const path = (name: ProgramName) => found.get(name)?.path ?? join(cache, name);
  for (const name of PROGRAMS) {
    const { source, path: taken } = found.get(name) ?? { source: 'built', path: path(name) };
    if (source !== 'cache') report(`${name}: ${taken} (${source})`);
  }
  if ([...found.values()].some(({ source }) => source === 'cache')) {
    report(`control plane binaries built before, from ${cache}`);
  }
  return {
    etcd: path('etcd'),
    'kube-apiserver': path('kube-apiserver'),
    'kube-controller-manager': path('kube-controller-manager'),
    'kube-scheduler': path('kube-scheduler'),
    kubectl: path('kubectl'),
    kwok: path('kwok'),
  };
}

interface Found {
  readonly path: string;
  readonly source: string;
}

async function findInstalled(
  name: ProgramName,
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<Found | undefined> {
  const program = CATALOGUE[name];
  const folders = [
    ...(env.KUBEBUILDER_ASSETS ? [{ folder: env.KUBEBUILDER_ASSETS, source: 'KUBEBUILDER_ASSETS' }] : []),
    ...(env.PATH ?? '').split(delimiter).map((folder) => ({ folder, source: 'PATH' })),
  ];
  const seen = new Set<string>();
  for (const { folder, source } of folders) {
    const candidate = folder === '' ? undefined : inFolder(folder, name, source);
    // Many systems have /bin and /usr/bin as one folder.
    if (!candidate || seen.has(realpathSync(candidate.path))) continue;
    seen.add(realpathSync(candidate.path));
    const version = await versionOf(candidate.path, program);
    if (version && isSupported(program, version)) return { path: candidate.path, source: `${version}, ${source}` };
    const wanted = program.supported.map((minor) => `${minor}.x`).join(' or ');
    report(`${name}: ${candidate.path} is ${version ?? 'of an unknown version'}, not ${wanted}; not used`);
  }
  return undefined;
}

function inFolder(folder: string, name: string, source: string): Found | undefined {
  const path = join(folder, name);
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? { path, source } : undefined;
  } catch {
    return undefined;
  }
}

async function versionOf(path: string, program: Program): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, [...program.versionArguments], { timeout: 20_000 });
    return parseVersion(stdout);
  } catch {
    return undefined;
  }
}
