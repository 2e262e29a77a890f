import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../../hack/control-plane/api.ts';
import { run } from '../../../hack/control-plane/command.ts';
import { locateHelm3 } from '../../../hack/tools/helm3/binary.ts';
import { eventually } from '../../support/eventually.ts';
import { earlierChart } from '../../support/installed/earlier-chart.ts';
import { CHART, Helm } from '../../support/installed/helm.ts';
import { currentVersion } from '../../support/installed/image.ts';
import { guarded, type Installation, OUTSIDE, prepareInstallation } from '../../support/installed/installation.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { commandsOf } from '../../unit/docs/markdown.ts';
import { goesAtOnce, joinsGuarded } from './guarding.ts';

// release.test.ts tells the whole story with the newest Helm; here is what is otherwise with others. Each leaves the cluster as
// it was, for the next.
const cluster = useCluster();
const EARLIER = '0.0.9';
const TEST_POD = 'node-cleanup-webhook-test';
const PATIENCE = 300_000;
let installation: Installation;

beforeAll(async () => {
  installation = await prepareInstallation(cluster, [EARLIER, currentVersion()]);
}, PATIENCE);

describe('the oldest Helm that docs/install.md names', { timeout: PATIENCE }, () => {
  let helm: Helm;
  const ask = (command: string, ...args: string[]) =>
    helm.ok(command, 'node-cleanup', ...args, '--namespace', installation.namespace);
  const change = (command: string, ...args: string[]) => ask(command, ...args, '--wait', '--timeout', '4m');

  beforeAll(async () => {
    const report = (line: string) => process.stderr.write(`${line}\n`);
    helm = new Helm(await locateHelm3({ env: process.env, report }), cluster, cluster.folder('helm3'));
  }, 1_200_000);

  it('is the one that is tried here', async () => {
    const [, oldest] = /Helm (3\.\d+) or later/.exec(readFileSync('docs/install.md', 'utf8')) ?? [];
    expect(await helm.ok('version', '--template', '{{.Version}}')).toMatch(`v${oldest}.`);
  });

  it('installs a version of the chart, whose test passes and is printed', async () => {
    await change('install', earlierChart(EARLIER, 2, cluster.folder('chart')), '--values', installation.values);
    expect(await joinsGuarded(cluster, 'installed')).toBe(true);
    const said = await ask('test', '--logs');
    expect(said).toMatch(/Phase:\s+Succeeded/);
    expect(said).toMatch(/^ok {2}a new Node gets the finalizer/m);
  });

  it('upgrades it to another, and rolls it back', async () => {
    await change('upgrade', CHART, '--values', installation.values);
    expect(await joinsGuarded(cluster, 'upgraded')).toBe(true);
    await change('rollback', '1');
    expect(await joinsGuarded(cluster, 'rolled-back')).toBe(true);
  });

  it('uninstalls it, and strands no Node', async () => {
    expect(await guarded(cluster)).toContain(cluster.name('installed'));
    await change('uninstall');
    expect(await guarded(cluster)).toEqual([]);
    expect(await goesAtOnce(cluster, 'installed')).toBe(true);
  });

  it('leaves the Pod of the test, as docs/uninstall.md tells', async () => {
    const pods = `/api/v1/namespaces/${installation.namespace}/pods`;
    const names = async () => (await cluster.api.list<KubernetesObject>(pods)).map(({ metadata }) => metadata.name);
    await eventually(names, {
      describe: 'no Pod but that of the test to be there',
      until: (left) => left.every((name) => name === TEST_POD),
      deadline: 60_000,
    });
    const [command = ''] = commandsOf('docs/uninstall.md').flatMap(({ line }) =>
      line.includes(TEST_POD) ? [line] : [],
    );
    const words = command.replace('-n node-cleanup ', `-n ${installation.namespace} `).split(' ');
    expect(await cluster.kubectl(words.slice(1))).toMatchObject({ code: 0, stderr: '' });
    expect(await names()).toEqual([]);
  });
});

describe('kubectl with the manifests, as the pages say it', { timeout: PATIENCE }, () => {
  let folder: string;
  const rendered = (file: string) => join(folder, file);

  beforeAll(async () => {
    folder = cluster.folder('manifests');
    const { namespace, values } = installation;
    const args = ['hack/chart/manifests.ts', '--out', folder, '--namespace', namespace, '--values', values];
    expect(await run(process.execPath, args)).toMatchObject({ code: 0 });
  }, PATIENCE);

  /** Types those commands of a page that match, until one fails. */
  async function type(page: string, wanted: RegExp): Promise<string> {
    const lines = commandsOf(page).flatMap(({ line }) => (wanted.test(line) ? [line] : []));
    const script = lines
      .join('\n')
      .replaceAll('dist/manifests', folder)
      .replaceAll('-n node-cleanup ', `-n ${installation.namespace} `);
    const env = { PATH: `${cluster.layout.bin}:${process.env.PATH}`, HOME: folder, KUBECONFIG: cluster.kubeconfig };
    const { code, stdout, stderr } = await run('bash', ['-ec', script], { env });
    expect({ code, stderr: code === 0 ? '' : stderr }, script).toEqual({ code: 0, stderr: '' });
    return stdout;
  }

  it('installs it', async () => {
    await type('docs/install.md', /^kubectl .*(install\.yaml|rollout status)/);
    expect(await joinsGuarded(cluster, 'applied')).toBe(true);
  });

  it.each(['once', 'and once more'])('verifies it %s', async () => {
    const said = await type('docs/install.md', /^kubectl .*(verify\.yaml|node-cleanup-webhook-test)/);
    expect(said).toMatch(/^ok {2}a new Node gets the finalizer/m);
  });

  it('uninstalls it although a Job of an earlier try is there, strands no Node, and leaves nothing', async () => {
    const documents = parseAllDocuments(readFileSync(rendered('uninstall.yaml'), 'utf8'));
    const job = documents.map((document) => document.toJS()).find(({ kind }) => kind === 'Job');
    const jobs = `/apis/batch/v1/namespaces/${installation.namespace}/jobs`;
    await cluster.api.create(jobs, { ...job, spec: { ...job.spec, suspend: true } });
    // Somebody has verified it and not tidied up.
    expect(await cluster.kubectl(['create', '-f', rendered('verify.yaml')])).toMatchObject({ code: 0 });
    expect(await guarded(cluster)).toContain(cluster.name('applied'));

    const said = await type('docs/uninstall.md', /^kubectl .*(manifests|release-all &&)/);
    expect(said).toContain(cluster.name('applied'));
    expect(await guarded(cluster)).toEqual([]);
    expect(await goesAtOnce(cluster, 'applied')).toBe(true);
    const ours = ['get', '-A', OUTSIDE.map((kind) => kind.replace(/\/.*/, '')).join(), '-o', 'name'];
    const left = await cluster.kubectl([...ours, '-l', 'app.kubernetes.io/name=node-cleanup-webhook']);
    expect(left).toMatchObject({ code: 0, stdout: '' });
  });
});
