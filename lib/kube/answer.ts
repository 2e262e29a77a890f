import type { KubeList, KubeObject } from './client.ts';
import type { Answer } from './connection/connection.ts';
import type { Deadline } from './connection/deadline.ts';
import { connectionErrorFrom } from './connection/failed-connection.ts';
import { retryAfterSeconds } from './connection/retry-after.ts';
import { ApiError, ConnectionError } from './errors.ts';
import { isObject, type JsonObject, listAt, stringAt } from './json.ts';

/** Enough of a proxy's error page to recognise it. */
const EXCERPT = 200;

/** The JSON of a 2xx answer; anything else rejects with ApiError or ConnectionError. */
export async function readAnswer(answer: Answer, what: string, deadline: Deadline, now: number): Promise<unknown> {
  const text = await readTextAnswer(answer, what, deadline, now);
  const value = parse(text);
  if (value !== undefined) return value;
  const { status } = answer.head;
  throw new ConnectionError(what, 'NOT_JSON', `HTTP ${status} with something that is not JSON: ${excerpt(text)}`);
}

/** The text of a 2xx answer; anything else rejects with ApiError or ConnectionError. */
export async function readTextAnswer(answer: Answer, what: string, deadline: Deadline, now: number): Promise<string> {
  const text = await readText(answer, what, deadline);
  const { status, headers } = answer.head;
  if (status >= 200 && status < 300) return text;
  const value = parse(text);
  const body = isObject(value) ? value : { message: excerpt(text) || `HTTP ${status}` };
  throw new ApiError(what, status, body, retryAfterSeconds(headers, now));
}

async function readText({ exchange }: Answer, what: string, deadline: Deadline): Promise<string> {
  try {
    return await deadline.race(exchange.text());
  } catch (error) {
    if (!deadline.signal.aborted) throw connectionErrorFrom(what, error);
    const { reason } = deadline.signal;
    exchange.abort(reason instanceof Error ? reason : new Error(String(reason)));
    throw reason;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const excerpt = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, EXCERPT);

export function isKubeObject(value: unknown): value is KubeObject {
  if (!isObject(value)) return false;
  const { metadata } = value;
  if (!isObject(metadata)) return false;
  return (
    REQUIRED.every((field) => typeof metadata[field] === 'string') &&
    OPTIONAL.every((field) => isTextOrAbsent(metadata[field]))
  );
}

const REQUIRED = ['name', 'uid', 'resourceVersion'] as const;
const OPTIONAL = ['namespace', 'creationTimestamp', 'deletionTimestamp'] as const;
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

export function asKubeObject(value: unknown, what: string): KubeObject {
  if (isKubeObject(value)) return value;
  throw new ConnectionError(what, 'NOT_JSON', 'the answer is not a Kubernetes object');
}

export function asJsonObject(value: unknown, what: string): JsonObject {
  if (isObject(value)) return value;
  throw new ConnectionError(what, 'NOT_JSON', 'the answer is not a JSON object');
}

export function asKubeList(value: unknown, what: string): KubeList {
  const items = listAt(value, 'items');
  const resourceVersion = stringAt(value, 'metadata', 'resourceVersion');
  if (resourceVersion === undefined || !items.every(isKubeObject)) {
    throw new ConnectionError(what, 'NOT_JSON', 'the answer is not a list of Kubernetes objects');
  }
  return { resourceVersion, continueToken: stringAt(value, 'metadata', 'continue') || undefined, items };
}
