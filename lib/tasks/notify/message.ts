import { alertsOf } from './alertmanager.ts';
import { cloudEventOf } from './cloudevents.ts';
import type { News } from './news.ts';
import { isJson, type NotifyOptions } from './options.ts';
import { slackMessageOf } from './slack.ts';
import { fillIn, insideJson, type Values } from './template.ts';

export interface Message {
  readonly contentType: string;
  readonly body: string;
}

/** The message in the format of the options. Throws when the body of the options is no JSON. */
export function messageOf(options: NotifyOptions, news: News): Message {
  switch (options.format) {
    case 'json':
      return { contentType: 'application/json', body: filledBody(options.body, news.values) };
    case 'cloudevents':
      // https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#32-structured-content-mode
      return inJson('application/cloudevents+json; charset=utf-8', cloudEventOf(options.source, news));
    case 'slack':
      return inJson('application/json', slackMessageOf(options, news));
    case 'alertmanager':
      return inJson('application/json', alertsOf(options, news));
  }
}

const inJson = (contentType: string, content: unknown): Message => ({ contentType, body: JSON.stringify(content) });

function filledBody(template: string, values: Values): string {
  const body = fillIn(template, values, insideJson);
  if (!isJson(body)) throw new Error('the option body is not JSON once its placeholders are filled in');
  return body;
}
