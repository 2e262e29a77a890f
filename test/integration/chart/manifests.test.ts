import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { run } from '../../../hack/control-plane/command.ts';
import { stringAt } from '../../../lib/kube/json.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { helmProgram } from './rendering.ts';

const cluster = useCluster();
let folder = '';

beforeAll(async () => {
  await helmProgram();
  folder = cluster.folder('manifests');
  const settings = ['--set', 'tls.mode=self-managed', '--namespace', cluster.name('plain')];
  const made = await run(process.execPath, ['hack/chart/manifests.ts', '--out', folder, ...settings]);
  if (made.code !== 0) throw new Error(made.stderr);
}, 600_000);

const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const kindsIn = (yaml: string) => parseAllDocuments(yaml).map((document) => stringAt(document.toJS(), 'kind'));

describe('npm run manifests', () => {
  it('writes what runs, what verifies it and what removes it, each by itself', () => {
    const kinds = kindsIn(text('install.yaml'));
    expect(kinds.slice(0, 2)).toEqual(['Namespace', 'CustomResourceDefinition']);
    expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'MutatingWebhookConfiguration']));
    expect(kinds).not.toContain('Job');
    expect(kindsIn(text('verify.yaml')).at(-1)).toBe('Pod');
    expect(kindsIn(text('uninstall.yaml')).at(-1)).toBe('Job');
  });

  it('leaves nothing in them that only helm understands', () => {
    for (const file of ['install.yaml', 'verify.yaml', 'uninstall.yaml']) expect(text(file)).not.toMatch(/helm/i);
  });

  it('writes what kubectl can apply, as it is and as a base of kustomize', async () => {
    const namespace = cluster.name('plain');
    cluster.atEnd(() => cluster.api.delete(`/api/v1/namespaces/${namespace}`));
    // A dry run puts nothing into a namespace that is not there.
    await cluster.api.create('/api/v1/namespaces', { metadata: { name: namespace } });
    const tried = ['--server-side', '--force-conflicts', '--dry-run=server', '-o', 'name'];
    const plain = await cluster.kubectl(['apply', ...tried, '-f', join(folder, 'install.yaml')]);
    expect(plain).toMatchObject({ code: 0, stdout: expect.stringContaining('deployment.apps/node-cleanup-webhook') });
    const built = await cluster.kubectl(['apply', ...tried, '-k', folder]);
    expect(built.code).toBe(0);
    expect(built.stdout.split('\n').toSorted()).toEqual(plain.stdout.split('\n').toSorted());
  });

  it('ends with what helm says of a wrong value', async () => {
    const args = ['hack/chart/manifests.ts', '--out', folder, '--set', 'tls.mode=none'];
    const { code, stderr } = await run(process.execPath, args);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("at '/tls/mode': value must be one of"),
    });
  });
});
