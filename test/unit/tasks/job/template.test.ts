import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillIn, type Values } from '../../../../lib/tasks/job/template.ts';

const VALUES: Values = {
  node: 'n1.example.com',
  nodeUID: 'node-uid',
  kind: 'NodeCleanup',
  record: 'n1-12345678',
  operation: 'operation-uid',
  task: 'tool',
  requestedAt: '2026-01-01T00:00:00Z',
};

test('texts are filled in, and everything else stays', () => {
  const template = { a: ['{{node}}', { b: 'x-{{ task }}-{{node}}' }], '{{node}}': 1, c: null, d: true };
  expect(fillIn(template, VALUES)).toEqual({
    a: ['n1.example.com', { b: 'x-tool-n1.example.com' }],
    '{{node}}': 1,
    c: null,
    d: true,
  });
});

test('what no placeholder is stays as it is', () => {
  expect(fillIn('{{nobody}} {node} {{', VALUES)).toBe('{{nobody}} {node} {{');
});

test.each(['a b', 'a;b', '$(x)', '`x`', 'a\nb', 'a"b', "a'b", 'a/b', 'a|b', 'ä'])('a value %j is refused', (node) => {
  expect(() => fillIn(['{{node}}'], { ...VALUES, node })).toThrow(/\{\{node\}\}/);
});

test('nothing that is filled in changes the structure', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'string' ? '' : Array.isArray(value) ? value.map(shape) : isMap(value) ? mapped(value) : value;
  const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null;
  const mapped = (value: object) => Object.entries(value).map(([key, inner]) => [key, shape(inner)]);
  fc.assert(
    fc.property(fc.jsonValue(), (template) => {
      expect(shape(fillIn(template, VALUES))).toEqual(shape(template));
    }),
  );
});
