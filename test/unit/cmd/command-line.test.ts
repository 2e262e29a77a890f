import { describe, expect, it } from 'vitest';
import { type CommandSpec, parseCommandLine } from '../../../cmd/command-line.ts';
import type { Env } from '../../../cmd/io.ts';

const SPEC: CommandSpec = {
  name: 'explain',
  summary: '',
  description: '',
  arguments: ['NODE'],
  options: [
    { name: 'kubeconfig', value: 'FILE', description: '', env: 'THE_KUBECONFIG' },
    { name: 'context', value: 'NAME', description: '' },
    { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json'], default: 'text', description: '' },
    { name: 'dry-run', description: '' },
  ],
  exits: {},
  examples: [],
};

const parse = (argv: string, env: Env = {}) => parseCommandLine(SPEC, argv.split(' ').filter(Boolean), env);

describe('a command line', () => {
  it('has arguments and options in any order', () => {
    const line = parse('--context c worker-1 -o json --dry-run');
    expect(line.arguments).toEqual(['worker-1']);
    expect([line.value('context'), line.value('output'), line.isSet('dry-run')]).toEqual(['c', 'json', true]);
  });

  it.each(['-ojson', '--output=json', '--output json'])('takes %s', (option) => {
    expect(parse(`worker-1 ${option}`).value('output')).toBe('json');
  });

  it('takes the environment where the option is not given, and the default where neither is', () => {
    expect(parse('n', { THE_KUBECONFIG: '/env' }).value('kubeconfig')).toBe('/env');
    expect(parse('n --kubeconfig /given', { THE_KUBECONFIG: '/env' }).value('kubeconfig')).toBe('/given');
    expect(parse('n', { THE_KUBECONFIG: '' }).value('kubeconfig')).toBeUndefined();
    expect(parse('n').value('output')).toBe('text');
  });

  it('lets the last one win', () => {
    expect(parse('n --context a --context b').value('context')).toBe('b');
  });

  it('takes a switch with a value', () => {
    expect(parse('n --dry-run=false').isSet('dry-run')).toBe(false);
    expect(parse('n').isSet('dry-run')).toBe(false);
  });

  it('takes what follows -- as it is', () => {
    expect(parse('-- --odd').arguments).toEqual(['--odd']);
  });

  it.each([
    ['', 'explain needs the argument NODE'],
    ['a b', 'explain takes NODE and no more: "b"'],
    ['a --contxet c', 'explain has no option --contxet; did you mean --context?'],
    ['a --frobnicate', 'explain has no option --frobnicate'],
    ['a -x', 'explain has no option -x'],
    ['a --kubeconfig', '--kubeconfig needs a value: --kubeconfig FILE'],
    ['a --kubeconfig= ', '--kubeconfig needs a value: --kubeconfig FILE'],
    ['a --kubeconfig --context c', '--kubeconfig needs a value: --kubeconfig FILE'],
    ['a -o yaml', '-o is one of text, json, not "yaml"'],
    ['a -o jsson', '-o is one of text, json, not "jsson"; did you mean json?'],
    ['a --dry-run=maybe', '--dry-run is a switch: it is true or false, not "maybe"'],
    ['a --no-dry-run', 'explain has no option --no-dry-run'],
    ['a --__proto__ x', 'explain has no option --__proto__'],
  ])('that is %j is refused: %s', (argv, message) => {
    expect(() => parse(argv)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });
});
