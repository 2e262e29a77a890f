import type { News } from './news.ts';

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md, with the attributes that we use. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** With `source` it names the event: who gets it twice knows it by them. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, string>>;
}

export function cloudEventOf(source: string, { values, since }: News): CloudEvent {
  const { node, nodeUID, kind, record, operation, task, moment, phase, message, requestedAt } = values;
  return {
    specversion: '1.0',
    id: `${operation}.${task}`,
    source,
    // A task before the release, or after it, is told of at no moment but its own.
    type: `io.894.infra.${kind.toLowerCase()}.${moment || 'step'}`,
    subject: node,
    time: new Date(since).toISOString(),
    datacontenttype: 'application/json',
    data: { node, nodeUID, kind, record, operation, task, moment, phase, message, requestedAt },
  };
}
