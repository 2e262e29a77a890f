import type { IncomingMessage } from 'node:http';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import { type Answer, refusal } from './answer.ts';
import { type Body, type BodyLimits, readBody } from './body.ts';
import { createTally } from './tally.ts';
import { createTextReader, type TextReader } from './text.ts';

/** Answers a text with a text, without waiting for anything. The reason never repeats what was sent. */
export type JsonHandler = (
  json: string,
) => { readonly outcome: 'answer'; readonly json: string } | { readonly outcome: 'malformed'; readonly reason: string };

/** Gives the answer to a request, undefined when the caller has gone. It never rejects. */
export type JsonEndpoint = (request: IncomingMessage) => Promise<Answer | undefined>;

export interface EndpointContext {
  /** As the metrics name it. */
  readonly path: string;
  readonly body: BodyLimits;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * For a POST of JSON. Everything that is wrong with the call is a status other than 2xx, which an API server counts as a
 * failed call, so that failurePolicy decides.
 */
export function jsonEndpoint(handle: JsonHandler, context: EndpointContext): JsonEndpoint {
  const { path, clock, log } = context;
  const textOf = createTextReader();
  const tally = createTally(path, context.metrics);
  return async (request) => {
    const startedAt = clock.monotonic();
    let answer: Answer | undefined;
    try {
      if (!isJson(request))
        answer = refusal(415, 'the Content-Type must be application/json, without Content-Encoding');
      else answer = answerTo(await readBody(request, context.body), textOf, handle, context);
    } catch (error) {
      log.error({ err: error, path }, 'answering a request failed');
      answer = refusal(500, 'internal error; the log of node-cleanup-webhook says more');
    }
    tally.add(answer === undefined ? 'aborted' : String(answer.status), (clock.monotonic() - startedAt) / 1000);
    return answer;
  };
}

function answerTo(body: Body, textOf: TextReader, handle: JsonHandler, context: EndpointContext): Answer | undefined {
  if (body.outcome !== 'complete') return answerWithoutBody(body, context);
  const json = textOf(body.chunks);
  // RFC 8259 section 8.1: JSON between systems is UTF-8.
  if (json === undefined) return refusal(400, 'the body is not UTF-8');
  const handled = handle(json);
  if (handled.outcome === 'malformed') {
    context.log.debug({ path: context.path, reason: handled.reason }, 'request refused');
    return refusal(400, handled.reason);
  }
  return { status: 200, type: 'application/json', body: handled.json };
}

function answerWithoutBody(
  body: Exclude<Body, { outcome: 'complete' }>,
  { body: limits }: EndpointContext,
): Answer | undefined {
  switch (body.outcome) {
    case 'too-large':
      return refusal(413, `the body is larger than ${limits.maxBytes} bytes`);
    case 'too-slow':
      return refusal(408, `the body took longer than ${limits.deadlines.ms / 1000} s`);
    case 'no-room':
      return refusal(503, 'too many large requests at the same time');
    case 'aborted':
      return undefined;
  }
}

const JSON_TYPE = 'application/json';

/** Parameters such as `charset=utf-8` are allowed; JSON has none that matters (RFC 8259 section 11). */
function isJson({ headers }: IncomingMessage): boolean {
  const type = headers['content-type'] ?? '';
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return false;
  return type === JSON_TYPE || type.split(';', 1).join().trim().toLowerCase() === JSON_TYPE;
}
