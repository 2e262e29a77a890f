import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { useCluster } from '../support/test-cluster.ts';
import { ENTRY, product, shell } from './commands-process.ts';

const cluster = useCluster();
const PROGRAM = `${process.execPath} ${ENTRY}`;

describe('crds', () => {
  it('prints what kubectl takes, and takes again without a change', async () => {
    const first = await shell(cluster, `${PROGRAM} crds | kubectl apply -f -`);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const second = await shell(cluster, `${PROGRAM} crds | kubectl apply -f -`);
    expect(second.stdout).toBe('customresourcedefinition.apiextensions.k8s.io/nodecleanups.infra.894.io unchanged\n');
  });

  it('prints a definition that the API server can serve and explain', async () => {
    await shell(cluster, `${PROGRAM} crds | kubectl apply -f -`);
    await shell(cluster, 'kubectl wait --for=condition=Established crd/nodecleanups.infra.894.io');
    expect(await shell(cluster, 'kubectl get ncl --output name')).toMatchObject({ code: 0 });
    await eventually(() => shell(cluster, 'kubectl explain nodecleanup.spec.nodeUID'), {
      describe: 'kubectl to explain a field',
      until: ({ stdout }) => /is another removal/.test(stdout),
    });
  });
});

describe('the command line', () => {
  it('gives the exit status, and says on stderr what is wrong', async () => {
    expect(await product(cluster, ['explian', 'worker-1'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: USAGE: there is no command "explian"; did you mean explain?\n',
    });
  });

  it('is explained to whoever asks', async () => {
    const { code, stdout, stderr } = await product(cluster, ['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}explain +Says why a Node is still there/m);
  });

  it('is quiet when nobody reads to the end', async () => {
    expect(await shell(cluster, `${PROGRAM} crds | head -1`)).toMatchObject({ code: 0, stdout: '---\n', stderr: '' });
  });
});
