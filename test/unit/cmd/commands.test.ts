import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../cmd/commands.ts';
import { dispatch } from '../../../cmd/dispatch.ts';
import type { Env } from '../../../cmd/io.ts';
import { freePort } from '../../../hack/control-plane/ports.ts';
import { captured } from './output.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(argv: readonly string[], env: Env = {}) {
  const { io, out, err } = captured(env);
  const status = await dispatch(argv, io, COMMANDS);
  return { status, out: out(), err: err() };
}

function kubeconfig(name: string, server: string): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    `{current-context: c, contexts: [{name: c, context: {cluster: k}}], clusters: [{name: k, cluster: {server: "${server}"}}]}`,
  );
  return file;
}

describe('the command line', () => {
  it.each([
    [['explain'], /^error: USAGE: explain needs the argument NODE\n$/],
    [['explain', 'a', '--contxet', 'x'], /has no option --contxet; did you mean --context\?/],
    [['explain', 'Not_A_Node'], /^error: USAGE: "Not_A_Node" is not the name of a Node/],
    [['explain', 'a,spec.nodeName=b'], /is not the name of a Node/],
    [['explain', `${'a'.repeat(254)}`], /is not the name of a Node/],
    [['explain', 'a', '--prefix', 'Bad Prefix'], /--prefix is a DNS name such as infra\.894\.io/],
    [['explain', 'a', '--lease-name', 'a,b'], /--lease-name is not a name/],
    [['release-all', 'worker-1'], /^error: USAGE: release-all takes no arguments: "worker-1"\n$/],
    [['release-all', '--dryrun'], /did you mean --dry-run\?/],
    [['crds', '-o', 'json'], /^error: USAGE: crds has no option -o/],
    [['explain', 'a', '--kubeconfig', '/nowhere/config'], /^error: KUBECONFIG_INVALID: .*does not exist\n$/],
    [['release-all'], /^error: KUBECONFIG_INVALID: no cluster found: .*--kubeconfig FILE\n$/],
  ])('%j is wrong', async (argv, err) => {
    const result = await run(argv);
    expect(result).toMatchObject({ status: 2, out: '' });
    expect(result.err).toMatch(err);
  });

  it('names the contexts that there are', async () => {
    const result = await run([
      'explain',
      'a',
      '--kubeconfig',
      kubeconfig('two', 'https://a.example'),
      '--context',
      'no',
    ]);
    expect(result).toMatchObject({ status: 2, err: expect.stringMatching(/has no context "no"; its contexts are: c/) });
  });

  it.each(Object.keys(COMMANDS))('%s --help explains itself in a hundred columns', async (name) => {
    const { status, out, err } = await run([name, '--help']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: node-cleanup-webhook ${name} `));
    expect(out).toMatch(/^Options$[\s\S]*^Exit status$/m);
    const examples = out.indexOf('Examples');
    expect(
      out
        .slice(0, examples)
        .split('\n')
        .filter((line) => line.length > 100),
    ).toEqual([]);
  });

  it('has the same summary in the overview as in the command itself', async () => {
    const { out } = await run(['--help']);
    for (const [name, { summary }] of Object.entries(COMMANDS)) {
      expect(out.replace(/\s+/g, ' ')).toContain(`${name} ${summary}`);
    }
  });
});

it.each([[['explain', 'worker-1']], [['release-all']], [['release-all', '--dry-run']]])(
  '%j says that the API server is not there',
  async (argv) => {
    const file = kubeconfig('nowhere', `https://127.0.0.1:${await freePort()}`);
    const result = await run([...argv, '--kubeconfig', file]);
    expect(result).toMatchObject({
      status: 4,
      out: '',
      err: expect.stringMatching(/^error: API_UNREACHABLE: .*ECONNREFUSED/),
    });
  },
);
