import { DURATION_PATTERN } from '../../config/schema-parts.ts';
import type { EntryMistake, TaskKind } from '../../config/task-kind.ts';
import { ADDRESS_PATTERN } from '../../http-client/address.ts';
import { stringAt } from '../../kube/json.ts';
import { parseDuration } from '../../time/duration.ts';

const file = (description: string) => ({ type: 'string', default: '', description });

export const HTTP: TaskKind = {
  name: 'http',
  description: 'Asks somebody by HTTP whether the removal may go on, and waits until they say so.',
  stages: ['before', 'after'],
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['url'],
    properties: {
      url: {
        type: 'string',
        pattern: ADDRESS_PATTERN,
        description: 'Whom to ask: http:// or https://, without a password.',
      },
      tokenFile: file('A file with a token, sent as `Authorization: Bearer`; read each time, never logged.'),
      certFile: file('A file with a client certificate (PEM), for https:// and together with keyFile.'),
      keyFile: file('A file with the private key (PEM) of certFile.'),
      caFile: file("A file with PEM certificates to trust in place of the system's."),
      headersFile: file('A file with lines `Name: value`; read each time, never logged.'),
      timeout: {
        type: 'string',
        pattern: DURATION_PATTERN,
        default: '10s',
        description: 'For one attempt, from the connection to the end of the answer; more than 30s has no effect.',
      },
    },
  },
  // A person may have to decide, and may be asleep.
  timeout: '0s',
  onTimeout: 'block',
  rights: [],
  mistakesIn: ({ options }) => certificateMistakes(readOptions(options)),
};

export interface HttpOptions {
  readonly url: string;
  readonly tokenFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string;
  readonly headersFile: string;
  readonly timeoutMs: number;
}

export function readOptions(raw: Readonly<Record<string, unknown>>): HttpOptions {
  return {
    url: stringAt(raw, 'url') ?? '',
    tokenFile: stringAt(raw, 'tokenFile') ?? '',
    certFile: stringAt(raw, 'certFile') ?? '',
    keyFile: stringAt(raw, 'keyFile') ?? '',
    caFile: stringAt(raw, 'caFile') ?? '',
    headersFile: stringAt(raw, 'headersFile') ?? '',
    timeoutMs: parseDuration(stringAt(raw, 'timeout') ?? '') ?? 10_000,
  };
}

function certificateMistakes({ certFile, keyFile, url }: HttpOptions): readonly EntryMistake[] {
  const message = clientCertificateMistake(certFile, keyFile, url);
  return message === undefined ? [] : [{ path: ['options'], message }];
}

/** What is wrong with the options of the client certificate, for people. */
export function clientCertificateMistake(certFile: string, keyFile: string, url: string): string | undefined {
  if ((certFile === '') !== (keyFile === '')) return 'the options certFile and keyFile need each other';
  return certFile === '' || /^https:/i.test(url) ? undefined : 'the option certFile needs a url with https://';
}
