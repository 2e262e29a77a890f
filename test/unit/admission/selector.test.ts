import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSelector, selects } from '../../../lib/node/selector.ts';

function matches(text: string, labels: Readonly<Record<string, string>>): boolean {
  const parsed = parseSelector(text);
  if (parsed.outcome === 'invalid') throw new Error(`${parsed.position}: ${parsed.message}`);
  return selects(parsed.selector, labels);
}

// The tables follow https://github.com/kubernetes/apimachinery/blob/master/pkg/labels/selector_test.go
test.each([
  ['', {}],
  ['', { x: 'y' }],
  ['  ', { x: 'y' }],
  ['x=y', { x: 'y' }],
  ['x=y,z=w', { x: 'y', z: 'w' }],
  ['x!=y,z!=w', { x: 'z', z: 'a' }],
  ['notin=in', { notin: 'in' }],
  ['in in (in, notin)', { in: 'notin' }],
  ['x', { x: 'z' }],
  ['!x', { y: 'z' }],
  ['!x', {}],
  ['x>1', { x: '2' }],
  ['x<1', { x: '0' }],
  ['x==', { x: '' }],
  ['x=,y=1', { x: '', y: '1' }],
  ['x!=a', {}],
  ['x notin (a)', {}],
  ['x in (,a)', { x: '' }],
  ['x in (a,,b)', { x: '' }],
  [' x  in\t( a ,\n b ) , !y ', { x: 'b' }],
  ['a.b/c-d_e.f = G.h_i-J', { 'a.b/c-d_e.f': 'G.h_i-J' }],
  ['x>9223372036854775806', { x: '9223372036854775807' }],
])('%j selects %j', (text, labels) => {
  expect(matches(text, labels)).toBe(true);
});

test.each([
  ['x=z', {}],
  ['x=y', { x: 'z' }],
  ['x=y,z=w', { x: 'w', z: 'w' }],
  ['x!=y,z!=w', { x: 'z', z: 'w' }],
  ['x', { y: 'z' }],
  ['!x', { x: 'z' }],
  ['x>1', { x: '0' }],
  ['x>1', {}],
  ['x>1', { x: 'many' }],
  ['x>1', { x: '9223372036854775808' }],
  ['x<1', { x: '2' }],
  ['x in (a,b)', { x: 'c' }],
  ['x notin (a,b)', { x: 'a' }],
  ['toString', {}],
  ['constructor', {}],
])('%j does not select %j', (text, labels) => {
  expect(matches(text, labels)).toBe(false);
});

test.each([
  ['x=a||y=b', 2, '"a||y" is not a label’s value'],
  ['x==a==b', 4, 'expected "," or the end, found "=="'],
  ['!x=a', 2, 'expected "," or the end, found "="'],
  ['x<a', 2, 'expected an integer'],
  ['x>', 2, 'expected an integer'],
  ['x>1.5', 2, 'expected an integer'],
  [',x', 0, 'expected the name of a label, found ","'],
  ['x,', 2, 'expected the name of a label, found the end'],
  ['x,,y', 2, 'expected the name of a label, found ","'],
  ['!', 1, 'expected the name of a label, found the end'],
  ['=a', 0, 'expected the name of a label, found "="'],
  ['x y', 2, 'expected one of = == != in notin > <, found "y"'],
  ['x in', 4, 'expected "(", found the end'],
  ['x in a', 5, 'expected "(", found "a"'],
  ['x in ()', 6, 'expected a value, found ")"'],
  ['x in (a', 7, 'expected "," or ")", found the end'],
  ['x in (a b)', 8, 'expected "," or ")", found "b"'],
  ['x notin ((a))', 9, 'expected a value, found "("'],
  ['-x', 0, '"-x" is not a label'],
  ['A/x', 0, '"A/x" is not a label: before the "/" stands a DNS name'],
  ['a/b/c', 0, '"a/b/c" is not a label'],
  ['/x', 0, '"/x" is not a label'],
  [`${'x'.repeat(64)}`, 0, 'is not a label'],
  [`x=${'y'.repeat(64)}`, 2, 'at most 63 characters'],
  ['x=-y', 2, '"-y" is not a label'],
])('%j is refused at character %d', (text, position, message) => {
  const parsed = parseSelector(text);
  expect(parsed).toMatchObject({ outcome: 'invalid', position });
  if (parsed.outcome === 'invalid') expect(parsed.message.replaceAll("'", '’')).toContain(message);
});

const key = fc.stringMatching(/^[a-z]([a-z0-9]{0,8}[a-z0-9])?$/);
const value = fc.stringMatching(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?)?$/);
const labels = fc.dictionary(key, value, { maxKeys: 5 });

test('what a selector says about a label and its opposite never hold together', () => {
  fc.assert(
    fc.property(labels, key, fc.array(value, { minLength: 1, maxLength: 4 }), (given, name, values) => {
      // One empty value alone would read as `()`, which is no set.
      const set = `(${['any', ...values].join(',')})`;
      expect(matches(`${name} in ${set}`, given)).toBe(!matches(`${name} notin ${set}`, given));
      expect(matches(name, given)).toBe(!matches(`!${name}`, given));
    }),
  );
});

test('any text is either a selector or refused with a place inside it', () => {
  const words = fc.constantFrom('x', 'in', 'notin', '(', ')', ',', '=', '==', '!=', '!', '<', '>', ' ', '7', 'a/b');
  const text = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const parsed = parseSelector(given);
      if (parsed.outcome === 'selector') return;
      expect(parsed.position).toBeGreaterThanOrEqual(0);
      expect(parsed.position).toBeLessThanOrEqual(given.length);
    }),
    { numRuns: 2_000 },
  );
});
