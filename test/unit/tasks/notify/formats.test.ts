import { describe, expect, test } from 'vitest';
import { MOMENTS } from '../../../../lib/operation/plan.ts';
import { alertsURL } from '../../../../lib/tasks/notify/alertmanager.ts';
import { messageOf } from '../../../../lib/tasks/notify/message.ts';
import type { News } from '../../../../lib/tasks/notify/news.ts';
import { readOptions } from '../../../../lib/tasks/notify/options.ts';
import type { Values } from '../../../../lib/tasks/notify/template.ts';

const SINCE = Date.UTC(2026, 0, 1);
const NOW = SINCE + 3_600_000;

function news(part: Partial<Values> = {}): News {
  const values = {
    node: 'worker-1',
    nodeUID: 'node-uid',
    kind: 'NodeCleanup',
    record: 'worker-1-12345678',
    operation: 'operation-uid',
    task: 'tell.blocked',
    moment: 'blocked',
    phase: 'Blocked',
    message: 'drain is blocked: <db> & "web"',
    requestedAt: '2026-01-01T00:00:00Z',
    time: new Date(NOW).toISOString(),
  };
  return { values: { ...values, ...part }, since: SINCE, now: NOW };
}

function sent(options: Readonly<Record<string, unknown>>, part: Partial<Values> = {}) {
  const { contentType, body } = messageOf(readOptions(options), news(part));
  return { contentType, content: JSON.parse(body) };
}

describe('a CloudEvent', () => {
  const event = (options = {}, part: Partial<Values> = {}) => sent({ format: 'cloudevents', ...options }, part).content;

  test('is sent in structured mode, with the data as JSON and not as a text', () => {
    expect(sent({ format: 'cloudevents' })).toEqual({
      contentType: 'application/cloudevents+json; charset=utf-8',
      content: {
        specversion: '1.0',
        id: 'operation-uid.tell.blocked',
        source: '/node-cleanup-webhook',
        type: 'io.894.infra.nodecleanup.blocked',
        subject: 'worker-1',
        time: '2026-01-01T00:00:00.000Z',
        datacontenttype: 'application/json',
        data: {
          node: 'worker-1',
          nodeUID: 'node-uid',
          kind: 'NodeCleanup',
          record: 'worker-1-12345678',
          operation: 'operation-uid',
          task: 'tell.blocked',
          moment: 'blocked',
          phase: 'Blocked',
          message: 'drain is blocked: <db> & "web"',
          requestedAt: '2026-01-01T00:00:00Z',
        },
      },
    });
  });

  test('that is sent again is the same event, with the same time', () => {
    const { source, id, time } = event();
    const later = messageOf(readOptions({ format: 'cloudevents' }), { ...news(), now: NOW + 60_000 });
    expect(JSON.parse(later.body)).toMatchObject({ source, id, time });
  });

  // https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes
  test.each([...MOMENTS, ''])('keeps to the rules of the specification, at the moment %j', (moment) => {
    const { data, ...attributes } = event({ source: 'https://prod.example.com/cluster' }, { moment });
    for (const [name, value] of Object.entries(attributes)) {
      expect(name).toMatch(/^[a-z0-9]{1,20}$/);
      expect(value).toEqual(expect.stringMatching(/^[^\p{Cc}\p{Cs}]+$/u));
    }
    expect(attributes).toMatchObject({ specversion: '1.0', id: expect.any(String), type: expect.any(String) });
    expect(URL.canParse(attributes.source, 'http://base')).toBe(true);
    expect(attributes.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
    expect(attributes.type).toMatch(/^io\.894\.infra\.nodecleanup\.[a-z]+$/);
    expect(data).toBeTypeOf('object');
  });

  test('of a task that is at no moment says so', () => {
    expect(event({}, { moment: '' })).toMatchObject({ type: 'io.894.infra.nodecleanup.step' });
  });
});

describe('a message for Slack', () => {
  test('has a text whose values are neither links nor mentions', () => {
    expect(sent({ format: 'slack', text: '<https://x/{{node}}|*{{node}}*> {{message}}' })).toEqual({
      contentType: 'application/json',
      content: { text: '<https://x/worker-1|*worker-1*> drain is blocked: &lt;db&gt; &amp; "web"' },
    });
  });

  test('has a text by default', () => {
    expect(sent({ format: 'slack' }, { message: 'why' }).content.text).toBe(
      'Node worker-1: tell.blocked. Blocked: why',
    );
  });

  test('may go to another channel under another name', () => {
    const options = { format: 'slack', text: 'x', channel: '#infra', username: 'cleanup' };
    expect(sent(options).content).toEqual({ text: 'x', channel: '#infra', username: 'cleanup' });
  });
});

describe('an alert', () => {
  const alerts = (options = {}, part: Partial<Values> = {}) =>
    sent({ format: 'alertmanager', ...options }, part).content;

  test('has labels that name it, annotations for people, and an end that lies far ahead', () => {
    expect(sent({ format: 'alertmanager', text: '{{node}}: {{message}}' })).toEqual({
      contentType: 'application/json',
      content: [
        {
          labels: {
            alertname: 'NodeCleanupBlocked',
            severity: 'warning',
            node: 'worker-1',
            record: 'worker-1-12345678',
          },
          annotations: {
            summary: 'worker-1: drain is blocked: <db> & "web"',
            description: 'drain is blocked: <db> & "web"',
          },
          startsAt: '2026-01-01T00:00:00.000Z',
          endsAt: '2026-01-08T01:00:00.000Z',
        },
      ],
    });
  });

  test('may have more labels and another severity, and lasts as long as it is told to', () => {
    const labels = { cluster: 'prod', severity: 'critical', alertname: 'mine', node: 'other' };
    expect(alerts({ labels, alertFor: '2h' })).toMatchObject([
      {
        labels: { alertname: 'NodeCleanupBlocked', node: 'worker-1', cluster: 'prod', severity: 'critical' },
        endsAt: '2026-01-01T03:00:00.000Z',
      },
    ]);
  });

  test.each([
    ['held', 'NodeCleanupHeld', 'info'],
    ['started', 'NodeCleanupStarted', 'info'],
    ['failed', 'NodeCleanupFailed', 'warning'],
    ['skipped', 'NodeCleanupSkipped', 'info'],
  ])('at the moment %s is %s, %s', (moment, alertname, severity) => {
    expect(alerts({}, { moment })).toMatchObject([{ labels: { alertname, severity } }]);
  });

  test('of any moment is over when everything is, by any clock that is not wrong by more than five minutes', () => {
    const labels = { cluster: 'prod' };
    const ends = alerts({ labels }, { moment: 'finished' });
    const raised = MOMENTS.filter((moment) => moment !== 'finished').flatMap((moment) =>
      alerts({ labels }, { moment }),
    );
    expect(ends.map((alert: { labels: unknown }) => alert.labels)).toEqual(raised.map(({ labels: of }) => of));
    for (const { startsAt, endsAt } of ends) {
      expect([startsAt, endsAt]).toEqual(['2026-01-01T00:55:00.000Z', '2026-01-01T00:55:00.000Z']);
    }
  });

  test.each([
    ['http://am:9093', 'http://am:9093/api/v2/alerts'],
    ['http://am:9093/', 'http://am:9093/api/v2/alerts'],
    ['https://example.com/alertmanager/', 'https://example.com/alertmanager/api/v2/alerts'],
    ['https://example.com/alertmanager?tenant=a', 'https://example.com/alertmanager/api/v2/alerts?tenant=a'],
    ['http://am:9093/api/v2/alerts', 'http://am:9093/api/v2/alerts'],
  ])('for %s is sent to %s', (base, url) => {
    expect(alertsURL(new URL(base)).href).toBe(url);
  });
});
