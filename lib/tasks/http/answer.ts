import { excerpt } from '../../http-client/excerpt.ts';
import type { HttpAnswer } from '../../http-client/exchange.ts';
import { retryAfterSeconds } from '../../kube/connection/retry-after.ts';
import { isObject, type JsonObject, stringAt } from '../../kube/json.ts';
import type { Outcome } from '../../operation/task.ts';

/** Without a Retry-After. */
const ASK_AGAIN_MS = 15_000;
const SOONEST_MS = 1_000;
/** A hook that asks for more is asked again after this long all the same. */
const LATEST_MS = 600_000;
const LONGEST_MESSAGE = 500;

/** They say nothing about the question itself. */
const BUSY: ReadonlySet<number> = new Set([408, 429]);

/**
 * What the hook's answer means. Throws, to be tried again, for everything that is none: a page of a proxy that answers
 * HTTP 200 must not let a Node go.
 */
export function outcomeOf(answer: HttpAnswer, host: string, now: number): Outcome {
  const { status, headers, text } = answer;
  if (status === 204) return { state: 'done', message: `${host} lets it go on` };
  if (status === 200) return { state: 'done', message: withMessage(`${host} lets it go on`, approvalOf(answer, host)) };
  const said = messageOf(text);
  if (status === 202 || BUSY.has(status)) {
    const waits = status === 202 ? 'has not decided yet' : `answered HTTP ${status}`;
    const retryAfter = retryAfterSeconds(headers, now);
    const wantedMs = retryAfter === undefined ? ASK_AGAIN_MS : retryAfter * 1_000;
    return {
      state: 'waiting',
      reason: status === 202 ? 'AwaitingApproval' : 'HookBusy',
      message: withMessage(`${host} ${waits}`, said),
      checkAfterMs: Math.min(Math.max(wantedMs, SOONEST_MS), LATEST_MS),
    };
  }
  if (status >= 400 && status < 500) {
    return { state: 'blocked', reason: 'Refused', message: withMessage(`${host} says no (HTTP ${status})`, said) };
  }
  const what = `asking ${host} (option url): HTTP ${status}`;
  if (status >= 300 && status < 400) throw new Error(`${what}, a redirect, which is not followed`);
  if (status < 300) throw new Error(`${what} is none of the answers 200, 202 and 204`);
  throw new Error(withMessage(what, said));
}

/** What the hook says beside its yes. */
function approvalOf({ text, isCut }: HttpAnswer, host: string): string {
  const what = `asking ${host} (option url): HTTP 200, but with`;
  if (isCut) throw new Error(`${what} more than an answer may hold`);
  if (text.trim() === '') return '';
  const body = parse(text);
  if (body === undefined) throw new Error(`${what} a body that is no JSON object: ${excerpt(text)}`);
  if (body.error) throw new Error(`${what} an error: ${messageOf(text)}`);
  return stringAt(body, 'message') === undefined ? '' : messageOf(text);
}

/** The `message` or `error` of a JSON object, or else the beginning of the text. */
function messageOf(text: string): string {
  const body = parse(text);
  const error = stringAt(body, 'error') ?? stringAt(body, 'error', 'message');
  return excerpt(stringAt(body, 'message') || error || text, LONGEST_MESSAGE);
}

function parse(text: string): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const withMessage = (text: string, message: string): string => (message === '' ? text : `${text}: ${message}`);
