import { expect, test } from 'vitest';
import { parseNodeAffinity } from '../../../../lib/kube/storage/node-affinity.ts';
import { isTiedTo, pinsOf } from '../../../../lib/kube/storage/pins.ts';

const HOST = 'kubernetes.io/hostname';
const inn = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
const expressions = (...matchExpressions: unknown[]) => ({ matchExpressions });
const here = new Set([`${HOST}=h1`, 'metadata.name=n1', 'topology.topolvm.io/node=n1']);

const cases: readonly (readonly [what: string, terms: unknown, local: boolean])[] = [
  ['one host', [expressions(inn(HOST, 'h1'))], true],
  ['another host', [expressions(inn(HOST, 'h2'))], false],
  ['the Node’s name where the label has another value', [expressions(inn(HOST, 'n1'))], false],
  ['two hosts', [expressions(inn(HOST, 'h1', 'h2'))], false],
  ['one host twice', [expressions(inn(HOST, 'h1', 'h1'))], true],
  ['a host in a zone', [expressions(inn('topology.kubernetes.io/zone', 'a'), inn(HOST, 'h1'))], true],
  ['a zone', [expressions(inn('topology.kubernetes.io/zone', 'a'))], false],
  ['hosts that have one in common', [expressions(inn(HOST, 'h1', 'h2'), inn(HOST, 'h1', 'h3'))], true],
  [
    'two terms of this Node, in different words',
    [expressions(inn(HOST, 'h1')), expressions(inn('topology.topolvm.io/node', 'n1'))],
    true,
  ],
  ['a second term of another Node', [expressions(inn(HOST, 'h1')), expressions(inn(HOST, 'h2'))], false],
  ['a second term of any Node in a zone', [expressions(inn(HOST, 'h1')), expressions(inn('zone', 'a'))], false],
  [
    'a second term that no Node can meet',
    [expressions(inn(HOST, 'h1')), expressions(inn(HOST, 'a'), inn(HOST, 'b'))],
    true,
  ],
  ['a second term without requirements, which no Node meets', [expressions(inn(HOST, 'h1')), {}], true],
  ['nothing but terms that no Node can meet', [expressions(inn(HOST, 'a'), inn(HOST, 'h1')), {}], false],
  ['all but one host', [expressions({ key: HOST, operator: 'NotIn', values: ['h1'] })], false],
  ['any host', [expressions({ key: HOST, operator: 'Exists' })], false],
  ['the name as a field', [{ matchFields: [inn('metadata.name', 'n1')] }], true],
  ['the name of another as a field', [{ matchFields: [inn('metadata.name', 'n2')] }], false],
  ['no terms', [], false],
  ['null', null, false],
  [
    'odd things',
    [null, 'x', { matchExpressions: { key: HOST } }, expressions(null, 7, { key: 1, values: [2, null] })],
    false,
  ],
];

test.each(cases)('a volume for %s', (_, nodeSelectorTerms, local) => {
  const volume = { spec: { nodeAffinity: { required: { nodeSelectorTerms } } } };
  expect(isTiedTo(pinsOf(parseNodeAffinity(volume)), here)).toBe(local);
});

test('a volume that may be used from anywhere is tied to nothing', () => {
  expect(pinsOf(parseNodeAffinity({ spec: {} }))).toEqual([]);
  expect(isTiedTo([], here)).toBe(false);
});
