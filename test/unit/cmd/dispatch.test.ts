import { describe, expect, it } from 'vitest';
import type { Command } from '../../../cmd/command.ts';
import { command } from '../../../cmd/command.ts';
import { type CommandEntry, dispatch } from '../../../cmd/dispatch.ts';
import { ApiError, ConnectionError } from '../../../lib/kube/errors.ts';
import { Failure } from '../../../lib/telemetry/failure.ts';
import { captured } from './output.ts';

const entry = (run: Command): CommandEntry => ({ summary: 'Does something.', load: async () => run });

const failing = (error: unknown): CommandEntry =>
  entry(() => {
    throw error;
  });

const forbidden = new ApiError('listing nodes', 403, {
  reason: 'Forbidden',
  message: 'nodes is forbidden: User "u" cannot list resource "nodes" in API group "" at the cluster scope',
});

async function run(argv: readonly string[], commands: Readonly<Record<string, CommandEntry>>, env = {}) {
  const { io, out, err } = captured(env);
  const status = await dispatch(argv, io, commands);
  return { status, out: out(), err: err() };
}

describe('the command that runs', () => {
  const said = (name: string) =>
    entry(async (argv, { stdout }) => {
      stdout.write(`${name} ${argv.join(' ')}`);
      return 0;
    });
  const commands = { serve: said('serve'), explain: said('explain') };

  it.each([
    [[], 'serve '],
    [['--log-level', 'debug'], 'serve --log-level debug'],
    [['serve', '--log-level', 'debug'], 'serve --log-level debug'],
    [['explain', 'worker-1'], 'explain worker-1'],
    [['help', 'explain'], 'explain --help'],
  ])('of %j is %j', async (argv, out) => {
    expect(await run(argv, commands)).toEqual({ status: 0, out, err: '' });
  });

  it('must exist', async () => {
    expect(await run(['explian'], commands)).toEqual({
      status: 2,
      out: '',
      err: 'error: USAGE: there is no command "explian"; did you mean explain?\n',
    });
  });

  it.each(['toString', '__proto__', 'constructor'])(
    'is not found where objects keep what is theirs: %s',
    async (name) => {
      expect(await run([name], commands)).toMatchObject({
        status: 2,
        err: expect.stringMatching(/there are serve, explain$/m),
      });
    },
  );
});

it.each([['--help'], ['-h'], ['help']])('%s lists the commands', async (argument) => {
  const { status, out } = await run([argument], { crds: entry(async () => 1) });
  expect(status).toBe(0);
  expect(out).toMatch(/^Usage: node-cleanup-webhook COMMAND/);
  expect(out).toMatch(/crds +Does something\./);
});

it.each([['--version'], ['version']])('%s is one line', async (argument) => {
  expect((await run([argument], {})).out).toMatch(/^node-cleanup-webhook \d+\.\d+\.\d+\n$/);
});

it('--help of a command explains it, whatever else is on the line', async () => {
  const spec = {
    name: 'crds',
    summary: '',
    description: 'Prints.',
    arguments: [],
    options: [
      {
        name: 'output',
        short: 'o',
        value: 'FORMAT',
        choices: ['text', 'json'],
        default: 'text',
        env: 'OUT',
        description: 'For whom',
      },
    ],
    exits: { 0: 'Printed' },
    examples: ['node-cleanup-webhook crds'],
  };
  const { status, out } = await run(['crds', '--nonsense', '--help'], { crds: entry(command(spec, async () => 1)) });
  expect(status).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "Usage: node-cleanup-webhook crds [options]

    Prints.

    Options
      -o, --output FORMAT       For whom (one of text, json; default: text; environment: OUT)
      -h, --help                This help

    Exit status
      0     Printed

    Examples
      node-cleanup-webhook crds
    "
  `);
});

describe('a command that fails', () => {
  it.each([
    ['with a code', new Failure('CONFIG_INVALID', 'line 3'), 2, /^error: CONFIG_INVALID: line 3\n$/],
    ['without rights', forbidden, 4, /^error: RIGHTS_MISSING: listing nodes: .* cannot list resource "nodes"/],
    ['for an unknown user', new ApiError('getting', 401, {}), 4, /^error: RIGHTS_MISSING: .* does not accept the cred/],
    [
      'without a cluster',
      new ConnectionError('getting', 'ECONNREFUSED', 'refused'),
      4,
      /^error: API_UNREACHABLE: .*refused\n$/,
    ],
    [
      'without credentials',
      new ConnectionError('getting', 'CREDENTIALS', new Failure('KUBECONFIG_INVALID', 'no token')),
      2,
      /^error: KUBECONFIG_INVALID: no token\n$/,
    ],
    ['unexpectedly', new TypeError('oops'), 1, /^error: TypeError: oops\nThis was not expected\. DEBUG=1/],
    ['with nonsense', 'oops', 1, /^error: UNEXPECTED: oops\n/],
  ])('%s says so on stderr', async (_how, error, status, err) => {
    const result = await run(['explain'], { explain: failing(error) });
    expect(result).toMatchObject({ status, out: '' });
    expect(result.err).toMatch(err);
  });

  it('shows where it comes from only when asked', async () => {
    const commands = { explain: failing(new TypeError('oops')) };
    expect((await run(['explain'], commands)).err).not.toMatch(/dispatch\.test/);
    expect((await run(['explain'], commands, { DEBUG: '1' })).err).toMatch(/dispatch\.test/);
  });

  it('because of Ctrl-C is no surprise', async () => {
    const { io, err } = captured({}, AbortSignal.abort());
    expect(await dispatch(['explain'], io, { explain: failing(new DOMException('aborted', 'AbortError')) })).toBe(130);
    expect(err()).toBe('error: INTERRUPTED: stopped before the end\n');
  });
});
