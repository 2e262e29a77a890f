import { expect, test } from 'vitest';
import { loadConfig } from '../../../../lib/config/load.ts';
import { TASK_KINDS } from '../../../../lib/tasks/registry.ts';

/** What is wrong with a configuration that has this entry of notify. */
async function mistakes(options: object, more: object = { on: ['blocked', 'finished'] }): Promise<readonly string[]> {
  const entry = { task: 'notify', ...more, options: { url: 'https://example.com', ...options } };
  const text = JSON.stringify({ cleanup: { tasks: [entry] } });
  const loaded = await loadConfig(text, { kinds: TASK_KINDS, checkSelector: () => undefined });
  if (loaded.outcome === 'config') return [];
  return loaded.problems.map(({ path, message }) => `${path.slice(3).join('.')}: ${message}`);
}

test.each([
  {},
  { format: 'json', body: '{"a": "{{node}}"}' },
  { format: 'slack', text: '{{node}}', channel: '#x', username: 'y' },
  { format: 'cloudevents', source: 'urn:x:y' },
  { format: 'alertmanager', labels: { cluster: 'prod', severity: 'critical' }, alertFor: '2h', text: '{{node}}' },
])('%j is taken', async (options) => {
  expect(await mistakes(options)).toEqual([]);
});

test.each<[object, string]>([
  [{ body: '{"a": {{node}}}' }, 'options.body: this is not JSON once its placeholders are filled in'],
  [{ body: '{' }, 'options.body: this is not JSON once its placeholders are filled in'],
  [{ body: '{"a":"{{nod}}"}' }, 'options.body: "{\\"a\\":\\"{{nod}}\\"}" cannot stand here. With json'],
  [{ format: 'slack', body: '{"a": 1}' }, 'options.body: the format slack has no use for it'],
  [{ text: 'x' }, 'options.text: the format json has no use for it'],
  [{ format: 'slack', text: '{{nodes}}' }, 'options.text: "{{nodes}}" cannot stand here'],
  [{ format: 'cloudevents', channel: '#x' }, 'options.channel: the format cloudevents has no use for it'],
  [{ format: 'cloudevents', source: 'a b' }, 'options.source: "a b" cannot stand here'],
  [{ format: 'cloudevents', source: '' }, 'options.source: "" cannot stand here'],
  [{ format: 'Slack' }, 'options.format: "Slack" is not possible here; one of json, cloudevents, slack, alertmanager'],
  [{ format: 'alertmanager', labels: ['a'] }, 'options.labels: this is a list; what belongs here is a map'],
  [{ format: 'alertmanager', labels: { a: 1 } }, 'options.labels.a: 1 is a whole number; what belongs here is a text'],
  [{ format: 'alertmanager', labels: { 'a-b': 'x' } }, 'options.labels: this cannot stand here. With alertmanager'],
  [{ format: 'alertmanager', labels: { alertname: 'x' } }, 'options.labels: this cannot stand here'],
  [{ format: 'alertmanager', alertFor: 7 }, 'options.alertFor: 7 is not a duration'],
  [{ url: 7 }, 'options.url: 7 is a whole number; what belongs here is a text'],
  [{ token: 'x' }, 'options.token: unknown key'],
])('%j is refused', async (options, message) => {
  const [first = '', ...others] = await mistakes(options);
  expect(first).toContain(message);
  expect(others).toEqual([]);
});

test('an alert that nothing would end is refused', async () => {
  const why = 'an alert needs an end: with the format alertmanager, "on" has the moment finished';
  expect(await mistakes({ format: 'alertmanager' }, { on: ['blocked'] })).toEqual([`on: ${why}`]);
  expect(await mistakes({ format: 'alertmanager' }, { stage: 'before' })).toEqual([`: ${why}`]);
});

test('a client certificate that http could not use is refused', async () => {
  const http = (options: object) => mistakes({ ...options }, { task: 'http' });
  const needs = 'options: the option certFile needs a url with https://';
  expect(await http({ certFile: '/x' })).toEqual(['options: the options certFile and keyFile need each other']);
  expect(await http({ url: 'http://x', certFile: '/x', keyFile: '/y' })).toEqual([needs]);
  expect(await http({ certFile: '/x', keyFile: '/y' })).toEqual([]);
});
