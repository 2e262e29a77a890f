import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Image } from './image.ts';

export interface Mount {
  readonly path: string;
  /** What is there, on this machine. */
  readonly folder: string;
}

export interface Contained {
  readonly image: Image;
  /** What is run, in the paths of the image. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  readonly user: number;
  readonly group: number;
  readonly readOnlyRoot: boolean;
  /** For what the sandbox itself needs. */
  readonly folder: string;
  readonly server: string;
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** How a container is started without a container runtime. */
export type Sandbox = (contained: Contained) => Launch;

const SCRIPT = fileURLToPath(new URL('sandbox.sh', import.meta.url));
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** With a root folder of its own where this machine allows that: for root, or in a user namespace. */
export function chooseSandbox(): Sandbox {
  if (works(['--mount', 'true'])) return (contained) => ownRoot(contained, ['--mount'], true);
  const asNobody = ['--user', '--map-root-user', '--mount'];
  if (works([...asNobody, 'mount', '-t', 'tmpfs', 'none', '/mnt'])) {
    return (contained) => ownRoot(contained, asNobody, false);
  }
  return rewritten;
}

function works(args: readonly string[]): boolean {
  try {
    execFileSync('unshare', args, { stdio: 'ignore', env: { PATH } });
    return true;
  } catch {
    return false;
  }
}

/** The root folder is a new one, in a mount namespace: it holds the image and the volumes, nothing can be written to it. */
function ownRoot(contained: Contained, namespace: readonly string[], canBeAnyone: boolean): Launch {
  const { image, argv, env, mounts, user, group, readOnlyRoot, folder } = contained;
  const root = join(folder, 'root');
  mkdirSync(root, { recursive: true });
  const binds = [...[...image.files].map(([path, source]) => [source, path]), ...mounts.map((m) => [m.folder, m.path])];
  const settings = [canBeAnyone ? `${user}:${group}` : '', readOnlyRoot ? 'ro' : 'rw', String(binds.length)];
  return {
    command: 'unshare',
    args: [...namespace, 'sh', SCRIPT, root, ...settings, ...binds.flat(), ...argv],
    env: { PATH, ...env },
  };
}

/** Where no namespaces are allowed: what stands for a path of the container in its arguments and variables is replaced. */
export function rewritten({ image, argv, env, mounts, folder, server }: Contained): Launch {
  const places = [...image.files, ...mounts.map(({ path, folder: place }) => [path, place] as const)];
  const onThisMachine = (text: string) =>
    places.reduce((result, [path, place]) => result.replace(new RegExp(`(^|=)${path}(?=$|[/:])`), `$1${place}`), text);
  const [command = '', ...args] = argv.map(onThisMachine);
  const account = mounts.find(({ path }) => path === SERVICE_ACCOUNT)?.folder;
  const translated = Object.entries(env).map(([name, value]) => [name, onThisMachine(value)]);
  // The one path that a program knows by itself.
  const kubeconfig = account ? { KUBECONFIG: writeKubeconfig(folder, account, server) } : {};
  return { command, args, env: { PATH, ...Object.fromEntries(translated), ...kubeconfig } };
}

function writeKubeconfig(folder: string, account: string, server: string): string {
  const path = join(folder, 'kubeconfig');
  const cluster = { server, 'certificate-authority': join(account, 'ca.crt') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'pod',
    clusters: [{ name: 'pod', cluster }],
    users: [{ name: 'pod', user: { tokenFile: join(account, 'token') } }],
    contexts: [{ name: 'pod', context: { cluster: 'pod', user: 'pod' } }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}
