import { describe, expect, it, test } from 'vitest';
import { isSet, needsOfOperator, needsOfTasks, usesOf } from '../../../lib/config/rights.ts';
import { at, isObject } from '../../../lib/kube/json.ts';
import { EVERY_OPERATOR_RIGHT, installationOf } from '../../../lib/rights/operator-rights.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';
import { rulesFor } from '../../support/rights/rules.ts';

const INSTALLATION = installationOf('ops', 'turn');

test.each([
  [undefined, false],
  [null, false],
  [false, false],
  [0, false],
  ['', false],
  ['0s', false],
  ['0m0.0s', false],
  [[], false],
  [true, true],
  [1, true],
  ['1ms', true],
  ['10m', true],
  ['s', true],
  ['https://a.example', true],
  [['a'], true],
  [{ a: 1 }, true],
])('the option %j asks for a right: %s', (value, expected) => {
  expect(isSet(value)).toBe(expected);
});

describe('what a plan needs', () => {
  const drain = { task: 'drain', options: {} };

  it('is nothing of a kind that there is not', () => {
    expect(needsOfTasks(TASK_KINDS, [{ task: 'drian', options: {} }])).toEqual([]);
  });

  it('is each thing once, with everybody who needs it', () => {
    const uses = usesOf(
      needsOfTasks(TASK_KINDS, [drain, drain, { task: 'volumes-detach', options: {} }]),
      INSTALLATION,
    );
    const watchPods = uses.filter(({ question }) => question.resource === 'pods' && question.verb === 'watch');
    expect(watchPods.map(({ users }) => users)).toEqual([['drain', 'volumes-detach']]);
  });

  it('is one rule for each resource and place, with its verbs once', () => {
    const needs = [
      ...needsOfTasks(TASK_KINDS, [drain, { task: 'job', options: { namespace: 'tools' } }]),
      ...needsOfOperator([
        { apiGroup: '', resource: 'pods', verbs: ['list', 'get'] },
        { apiGroup: '', resource: 'pods', verbs: ['patch'], namespace: 'own', only: 'lease' },
      ]),
    ];
    const rules = rulesFor(needs, INSTALLATION);
    const ofPods = (place: string) => rules.get(place)?.filter(({ resources }) => resources[0] === 'pods');
    expect(ofPods('')).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['delete', 'get', 'list', 'watch'] }]);
    expect(ofPods('tools')).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }]);
    expect(ofPods('ops')).toEqual([
      { apiGroups: [''], resources: ['pods'], resourceNames: ['turn'], verbs: ['patch'] },
    ]);
    expect(rules.get('')?.some(({ resources }) => resources[0] === 'jobs')).toBe(false);
  });
});

describe('every right', () => {
  const all = [...EVERY_OPERATOR_RIGHT, ...TASK_KINDS.flatMap(({ rights }) => rights)];

  it('says what for', () => {
    expect(all.filter(({ why }) => !/^[A-Z].*\.$/.test(why ?? ''))).toEqual([]);
  });

  it('names what it is for, and no wildcard', () => {
    const texts = all.flatMap(({ apiGroup, resource, verbs }) => [apiGroup, resource, ...verbs]);
    expect(texts.filter((text) => text.includes('*'))).toEqual([]);
  });

  it('of one object does not create, which no name can limit', () => {
    expect(all.filter(({ only, verbs }) => only !== undefined && verbs.includes('create'))).toEqual([]);
  });

  it('that only an option needs is not asked for by the default of that option', () => {
    const asked = TASK_KINDS.flatMap(({ name, options, rights }) =>
      rights.flatMap(({ onlyWith = '' }) => {
        const property = at(options, 'properties', onlyWith);
        return isObject(property) && isSet(property.default) ? [`${name}.${onlyWith}`] : [];
      }),
    );
    expect(asked).toEqual([]);
  });
});
