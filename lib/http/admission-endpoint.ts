import type { IncomingMessage } from 'node:http';
import { type Admitted, encodeReview } from '../admission/response.ts';
import { type AdmissionRequest, decodeReview } from '../admission/review.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import { type Answer, refusal } from './answer.ts';
import { type Body, type BodyLimits, readBody } from './body.ts';
import { createTally } from './tally.ts';
import { createTextReader, type TextReader } from './text.ts';

/** Decides on one request, without waiting for anything. */
export type Admit = (request: AdmissionRequest) => Admitted;

/** Gives the answer to a request, undefined when the caller has gone. It never rejects. */
export type AdmissionEndpoint = (request: IncomingMessage) => Promise<Answer | undefined>;

export interface EndpointContext {
  /** As the metrics name it. */
  readonly path: string;
  readonly body: BodyLimits;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * For the POST of an AdmissionReview. Everything that is wrong with the call is a status other than 2xx, which the API server
 * counts as a failed call, so that failurePolicy decides; never a review with `allowed: false`, which it must obey.
 */
export function admissionEndpoint(admit: Admit, context: EndpointContext): AdmissionEndpoint {
  const { path, clock, log } = context;
  const textOf = createTextReader();
  const tally = createTally(path, context.metrics);
  return async (request) => {
    const startedAt = clock.monotonic();
    let answer: Answer | undefined;
    try {
      if (!isJson(request))
        answer = refusal(415, 'the Content-Type must be application/json, without Content-Encoding');
      else answer = answerTo(await readBody(request, context.body), textOf, admit, context);
    } catch (error) {
      log.error({ err: error, path }, 'answering an admission request failed');
      answer = refusal(500, 'internal error; the log of node-cleanup-webhook says more');
    }
    tally.add(answer === undefined ? 'aborted' : String(answer.status), (clock.monotonic() - startedAt) / 1000);
    return answer;
  };
}

function answerTo(body: Body, textOf: TextReader, admit: Admit, context: EndpointContext): Answer | undefined {
  if (body.outcome !== 'complete') return answerWithoutBody(body, context);
  const json = textOf(body.chunks);
  // RFC 8259 section 8.1: JSON between systems is UTF-8.
  if (json === undefined) return refusal(400, 'the body is not UTF-8');
  const review = decodeReview(json);
  if (review.outcome === 'malformed') {
    context.log.debug({ path: context.path, reason: review.reason }, 'admission request refused');
    return refusal(400, review.reason);
  }
  return { status: 200, type: 'application/json', body: encodeReview(review.request.uid, admit(review.request)) };
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
