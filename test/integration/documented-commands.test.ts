import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../hack/control-plane/command.ts';
import { CHART } from '../support/installed/helm.ts';
import { currentVersion } from '../support/installed/image.ts';
import { type Installation, operators, prepareInstallation, waitForLeader } from '../support/installed/installation.ts';
import { createNamespace } from '../support/namespaces.ts';
import { createNode, createReadyNode, deleteNode, waitUntilGone } from '../support/nodes.ts';
import { useCluster } from '../support/test-cluster.ts';
import { createBudget, createRunningPod } from '../support/workloads.ts';
import { commandsOf, markdownFiles } from '../unit/docs/markdown.ts';
import { waitForCleanup } from './cleanup/spine.ts';

// Every command that a page tells people to type is typed here, on a cluster where the chart is installed. What would
// change something is tried as a dry run by the API server; what is played to its end elsewhere is named below.
const cluster = useCluster();
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = 300_000;

const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^helm /, 'test/integration/chart/documented.test.ts and test/integration/helm/release.test.ts'],
  [/dist\/manifests/, 'test/integration/helm/other-ways.test.ts'],
  [/certificaterequests|describe certificates?|node-cleanup-webhook-tls/, 'test/integration/tls'],
  [/secret node-cleanup-webhook-self-managed|reason=CertificateProblem/, 'test/integration/tls'],
  [/job\/node-cleanup-webhook-release-all|node-cleanup-webhook-test/, 'test/integration/helm/other-ways.test.ts'],
  [/port-forward/, 'the health port: test/e2e/status-page.test.ts'],
  [/delete namespace/, 'test/integration/helm/release.test.ts'],
];

/** What the page shows to be refused, as it says. */
const REFUSED = /--as-group=system:nodes/;

const pages = markdownFiles().filter((file) => /^(README|CONTRIBUTING|SECURITY)\.md$|^docs\/(?!adr\/)/.test(file));
const commands = [...new Set(pages.flatMap(commandsOf).map(({ line }) => line))];
const isElsewhere = (line: string) => ELSEWHERE.some(([pattern]) => pattern.test(line));
const of = (...programs: readonly string[]) =>
  commands.filter((line) => programs.some((program) => line.startsWith(`${program} `)) && !isElsewhere(line));

let installation: Installation;
let shims: string;
let here: string;
let worker: string;
let record: string;
/** What helm has printed. */
let notes: string;

/** What a page calls by an example is called by its real name here. */
const concrete = (line: string): string => {
  const names: Readonly<Record<string, string>> = {
    'worker-1-5f1c2a3b': record,
    'worker-13-0b51a7c2': record,
    RECORD: record,
    'worker-1': worker,
    NODE: worker,
    POD: operators(installation)[0]?.pod.metadata.name ?? '',
    OLD: 'old.example.com',
  };
  return line
    .replace(/(?<= (?:ncl|nodecleanup) )NAME\b/, 'RECORD')
    .replace(
      /\b(?:worker-1-5f1c2a3b|worker-13-0b51a7c2|worker-1|RECORD|NODE|POD|OLD)\b/g,
      (name) => names[name] ?? name,
    )
    .replace(/(?<=[ /:])node-cleanup(?=[ /:]|$)/g, installation.namespace);
};

async function type(line: string) {
  // Whatever a filter behind it finds.
  const script = `${line}\nexit "\${PIPESTATUS[0]}"`;
  const { PATH } = process.env;
  const env = { PATH: `${shims}:${PATH}`, HOME: here, KUBECONFIG: cluster.kubeconfig };
  return run('bash', ['-c', script], { cwd: here, env });
}

function shim(name: string, script: string): void {
  writeFileSync(join(shims, name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
}

beforeAll(async () => {
  installation = await prepareInstallation(cluster, [currentVersion()]);
  const { helm, namespace, values } = installation;
  notes = await helm.ok(
    'install',
    'node-cleanup',
    CHART,
    '--namespace',
    namespace,
    '--values',
    values,
    '--wait',
    '--timeout',
    '4m',
  );
  await waitForLeader(installation);
  // One Node that is gone and one of the same name that lives: there is a record, and there is something to explain.
  worker = cluster.name('worker-1');
  await createNode(cluster, 'worker-1');
  await deleteNode(cluster, worker);
  await waitUntilGone(cluster, worker, 60_000);
  ({ name: record } = await waitForCleanup(
    cluster,
    worker,
    'over',
    ({ status }) => status.phase === 'Completed',
    60_000,
  ));
  await createNode(cluster, 'worker-1', { taints: [{ key: 'infra.894.io/returned', effect: 'NoSchedule' }] });

  here = cluster.folder('documents');
  shims = join(here, 'bin');
  mkdirSync(shims);
  writeFileSync(join(here, 'config.yaml'), 'cleanup:\n  tasks:\n    - task: cordon\n');
  writeFileSync(join(here, 'FILE'), 'cleanup:\n  tasks:\n    - task: cordon\n');
  const kubectl = `${cluster.layout.bin}/kubectl`;
  shim(
    'kubectl',
    `words=("$@")
verb=$1; [ "$1" = -n ] && verb=$3
case $verb in
  annotate | apply | create | delete | label | patch | taint | drain) exec ${kubectl} "\${words[@]}" --dry-run=server ;;
  *) exec ${kubectl} "\${words[@]}" ;;
esac`,
  );
  const product = `${process.execPath} ${ROOT}/cmd/main.ts`;
  shim(
    'node-cleanup-webhook',
    `case $1 in
  release-all) exec ${product} "$@" --dry-run ;;
  explain) ${product} "$@"; code=$?; [ $code = 3 ] && code=0; exit $code ;;
  *) exec ${product} "$@" ;;
esac`,
  );
  shim('helm', `exec ${installation.helm.program} "$@"`);
  shim('node', `shift; exec node-cleanup-webhook "$@"`);
}, PATIENCE);

describe('what the pages tell people to type', { timeout: PATIENCE }, () => {
  it('is found', () => {
    expect(commands.length).toBeGreaterThan(80);
    for (const [pattern] of ELSEWHERE)
      expect(
        commands.filter((line) => pattern.test(line)),
        `${pattern}`,
      ).not.toEqual([]);
  });

  it.each(of('npm'))('%s: there is such a script', (line) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const [, script = ''] = /^npm (?:run (?:--silent )?)?(\S+)/.exec(line) ?? [];
    expect([...Object.keys(scripts), 'audit', 'ci']).toContain(script);
  });

  it.each(of('kubectl', 'node', 'node-cleanup-webhook').filter((line) => !/ serve |COMMAND/.test(line)))(
    '%s',
    async (line) => {
      const { code, stdout, stderr } = await type(concrete(line));
      if (REFUSED.test(line)) {
        expect(stderr).toContain('denied');
        return;
      }
      expect({ code, said: code === 0 ? '' : `${stderr}${stdout}` }).toEqual({ code: 0, said: '' });
    },
  );

  it.each(of('node', 'node-cleanup-webhook').filter((line) => / serve /.test(line)))(
    '%s: has these options',
    async (line) => {
      const { stdout } = await run(process.execPath, [join(ROOT, 'cmd/main.ts'), 'serve', '--help']);
      const flags = line.match(/ --[a-z-]+/g) ?? [];
      expect(flags.filter((flag) => !stdout.includes(flag))).toEqual([]);
    },
  );
});

describe('what helm says after the installation', { timeout: PATIENCE }, () => {
  let blocked: string;

  beforeAll(async () => {
    ({ name: blocked } = (await createReadyNode(cluster, 'blocked')).metadata);
    const shop = await createNamespace(cluster, 'shop');
    await createRunningPod(cluster, shop, 'database', { node: blocked, labels: { app: 'database' } });
    await createBudget(cluster, shop, 'database', { matchLabels: { app: 'database' }, minAvailable: 1 });
    await deleteNode(cluster, blocked);
    await waitForCleanup(cluster, blocked, 'held up', ({ status }) => status.phase === 'Blocked', 60_000);
  }, PATIENCE);

  const answered = (question: string, node = blocked) => {
    const [, command = ''] = new RegExp(`^\\d\\. ${question} +(.*)$`, 'm').exec(notes) ?? [];
    return type(command.replace(/NODE$/, node));
  };

  it('answers whether it works', async () => {
    expect(await answered('Does it work\\?')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Phase:\s+Succeeded/),
    });
  });

  it('answers what is being removed', async () => {
    const row = expect.stringMatching(new RegExp(`${blocked} +Blocked +drain `));
    expect(await answered('What is being removed\\?')).toMatchObject({ code: 0, stdout: row });
  });

  it('answers why a Node waits, from within the operator, and by the exit code that somebody must act', async () => {
    const { code, stdout, stderr } = await answered('Why does a Node wait\\?');
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'command terminated with exit code 3\n' });
    expect(stdout).toContain('disruption budget database');
    expect(stdout).toMatch(/Operator +node-cleanup-webhook-\S+\s+leads/);
    expect(stdout).not.toContain('Not seen');
  });

  it('answers what would happen to a Node that lives, under the rights that the operator has', async () => {
    const { code, stdout } = await answered('Why does a Node wait\\?', worker);
    expect(code).toBe(0);
    expect(stdout).toContain('If it were deleted now');
    expect(stdout).not.toMatch(/would lack|Not seen/);
  });
});
