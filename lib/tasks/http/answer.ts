import { excerpt } from '../../http-client/excerpt.ts';
import type { HttpAnswer } from '../../http-client/exchange.ts';
import { withoutAddress } from '../../http-client/redact.ts';
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
export function outcomeOf(answer: HttpAnswer, url: URL, now: number): Outcome {
  const { status, headers, text } = answer;
  const { host } = url;
  if (status === 204) return { state: 'done', message: `${host} lets it go on` };
  if (status === 200) return ofBody(answer, url);
  const said = messageOf(text, url);
  if (status === 202 || BUSY.has(status)) {
    const waits = status === 202 ? 'has not decided yet' : `answered HTTP ${status}`;
    const retryAfter = retryAfterSeconds(headers, now);
    const wantedMs = retryAfter === undefined ? ASK_AGAIN_MS : retryAfter * 1_000;
    return {
      state: 'waiting',
      reason: status === 202 ? 'AwaitingApproval' : 'HookBusy',
      message: withMessage(`${host} ${waits}`, said),
      checkAfterMs: Math.min(Math.max(wantedMs, SOONEST_MS), LATEST_MS),
      ...(retryAfter === undefined ? {} : { notBefore: true }),
    };
  }
  if (status >= 400 && status < 500) return refused(host, status, said);
  const what = `asking ${host} (option url): HTTP ${status}`;
  if (status >= 300 && status < 400) throw new Error(`${what}, a redirect, which is not followed`);
  if (status < 300) throw new Error(`${what} is none of the answers 200, 202 and 204`);
  throw new Error(withMessage(what, said));
}

/** HTTP 200 is a yes, unless the body has something to say against it. */
function ofBody({ text, isCut }: HttpAnswer, url: URL): Outcome {
  const what = `asking ${url.host} (option url): HTTP 200, but with`;
  const yes = `${url.host} lets it go on`;
  if (isCut) throw new Error(`${what} more than an answer may hold`);
  if (text.trim() === '') return { state: 'done', message: yes };
  const body = parse(text);
  if (body === undefined) throw new Error(`${what} a body that is no JSON object: ${shown(text, url, 200)}`);
  if (body.error) throw new Error(`${what} an error: ${messageOf(text, url)}`);
  const said = stringAt(body, 'message') === undefined ? '' : messageOf(text, url);
  if (body.approved === false) return refused(url.host, 200, said);
  // Whoever says "no" in another way means something by it.
  if (body.approved !== undefined && body.approved !== true) {
    throw new Error(`${what} an "approved" that is neither true nor false`);
  }
  return { state: 'done', message: withMessage(yes, said) };
}

const refused = (host: string, status: number, said: string): Outcome => ({
  state: 'blocked',
  reason: 'Refused',
  message: withMessage(`${host} says no (HTTP ${status})`, said),
});

/** The `message` or `error` of a JSON object, or else the beginning of the text. */
function messageOf(text: string, url: URL): string {
  const body = parse(text);
  const error = stringAt(body, 'error') ?? stringAt(body, 'error', 'message');
  return shown(stringAt(body, 'message') || error || text, url, LONGEST_MESSAGE);
}

const shown = (text: string, url: URL, longest: number): string => excerpt(withoutAddress(text, url), longest);

function parse(text: string): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const withMessage = (text: string, message: string): string => (message === '' ? text : `${text}: ${message}`);
