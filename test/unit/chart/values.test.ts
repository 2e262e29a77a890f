import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chartFiles } from '../../../hack/chart/files.ts';
import { readValues } from '../../../hack/chart/values.ts';
import { valuesSchema } from '../../../hack/chart/values-schema.ts';
import { schemaFor } from '../../../lib/config/schema.ts';
import { TASK_KINDS } from '../../../lib/tasks/registry.ts';

const VALUES = readFileSync('charts/node-cleanup-webhook/values.yaml', 'utf8');

describe('what is made from values.yaml', () => {
  it.each(Object.entries(chartFiles('.', TASK_KINDS)))('%s is current (node hack/generate.ts)', (file, content) => {
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('allows every default', () => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    const validate = ajv.compile(valuesSchema(readValues(VALUES), schemaFor(TASK_KINDS)));
    expect(validate(parse(VALUES)) ? [] : validate.errors).toEqual([]);
  });

  it('allows every example', () => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    const schema = valuesSchema(readValues(VALUES), schemaFor(TASK_KINDS));
    for (const { path, schema: of } of readValues(VALUES)) {
      const validate = ajv.compile({ $defs: schema.$defs, ...of });
      const { examples } = of;
      for (const example of Array.isArray(examples) ? examples : []) {
        expect(validate(example) ? [] : validate.errors, path.join('.')).toEqual([]);
      }
    }
  });
});

describe('values.yaml', () => {
  it('tells of a value what it is, what it may be and what it is by default', () => {
    const [first, second] = readValues(`
# -- How many.
# @schema {"minimum": 1}
replicas: 2
group:
  # -- Some
  # -- names.
  names: []
`);
    expect(first).toEqual({
      path: ['replicas'],
      description: 'How many.',
      preset: 2,
      schema: { type: 'integer', default: 2, minimum: 1, description: 'How many.' },
    });
    expect(second).toEqual({
      path: ['group', 'names'],
      description: 'Some names.',
      preset: [],
      schema: { type: 'array', default: [], description: 'Some names.' },
    });
  });

  it.each([
    ['a value without a comment', '# Not that.\na: 1\n', 'a has no comment'],
    ['a value in a group without a comment', 'a:\n  # -- B\n  b: 1\n  c: 2\n', 'a.c has no comment'],
    ['a default that tells nothing', '# -- A\na:\n', 'the default of a does not tell'],
    ['a @schema that is no JSON', '# -- A\n# @schema {minimum: 1}\na: 1\n', 'the @schema of a is no JSON'],
  ])('is refused with %s', (_, text, message) => {
    expect(() => readValues(text)).toThrow(message);
  });
});

it('a pattern says what it wants, since helm shows nothing else of it', () => {
  const values = readValues('# -- A\n# @schema {"pattern": "^[0-9]+s$", "hint": "whole seconds, such as 5s"}\na: 5s\n');
  const schema = valuesSchema(values, {});
  expect(schema).toMatchObject({ properties: { a: { pattern: '(?<whole_seconds_such_as_5s>)^[0-9]+s$' } } });
  expect(schema).not.toMatchObject({ properties: { a: { hint: expect.anything() } } });
});

it('a pattern that helm cannot read is found before it has the chart', () => {
  const values = readValues('# -- A\n# @schema {"pattern": "^(?!a)"}\na: b\n');
  expect(() => valuesSchema(values, {})).toThrow('/properties/a: helm has no lookaround for ^(?!a)');
});
