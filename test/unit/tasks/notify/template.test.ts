import { expect, test } from 'vitest';
import { DEFAULT_BODY } from '../../../../lib/tasks/notify/schema.ts';
import {
  FIELDS,
  type Field,
  fillIn,
  insideJson,
  insideSlack,
  TEMPLATE_PATTERN,
} from '../../../../lib/tasks/notify/template.ts';

function values(part: Partial<Record<Field, string>> = {}): Record<Field, string> {
  const none = Object.fromEntries(FIELDS.map((field) => [field, '']));
  return { ...(none as Record<Field, string>), ...part };
}

test('placeholders are filled in, with or without spaces', () => {
  const filled = fillIn('{"a":"{{node}}","b":"{{ node }} {{task}}"}', values({ node: 'n1', task: 'tell' }), insideJson);
  expect(JSON.parse(filled)).toEqual({ a: 'n1', b: 'n1 tell' });
});

test('values cannot break out of the string that they stand in', () => {
  const message = 'a "quoted" \\ line\nand {{node}} \u2028 $& </script>';
  expect(JSON.parse(fillIn('{"m":"{{message}}"}', values({ message, node: 'n1' }), insideJson))).toEqual({
    m: message,
  });
});

test('the default body is JSON with every field', () => {
  const body = JSON.parse(
    fillIn(DEFAULT_BODY, values({ node: 'n1', task: 'tell', phase: 'Blocked', message: 'why' }), insideJson),
  );
  expect(Object.keys(body)).toEqual(expect.arrayContaining([...FIELDS]));
  expect(body.text).toBe('Node n1: tell. Blocked: why');
});

test.each([
  ['', true],
  ['{"a":{"b":{"c":1}}}', true],
  [DEFAULT_BODY, true],
  ['{"a":"{{ node }}"}', true],
  ['{"a":"{{ nodes }}"}', false],
  ['{"a":"{{node"}', false],
  ['{"a":"{{ node | upper }}"}', false],
  ['{"a":"{{{node}}}"}', false],
])('the configuration takes the body %j: %s', (body, taken) => {
  expect(new RegExp(TEMPLATE_PATTERN, 'u').test(body)).toBe(taken);
});

test('a long body is checked in no time', () => {
  const started = performance.now();
  expect(new RegExp(TEMPLATE_PATTERN, 'u').test(`${'{"a": '.repeat(20_000)}{{`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('values cannot become links or mentions in Slack', () => {
  const message = '<!channel> & <https://example.com|here>';
  expect(fillIn('*{{node}}*: <https://x|more> {{message}}', values({ message, node: 'n1' }), insideSlack)).toBe(
    '*n1*: <https://x|more> &lt;!channel&gt; &amp; &lt;https://example.com|here&gt;',
  );
});
