import type { WatchEvent } from './client.ts';
import type { Exchange } from './connection/exchange.ts';
import { connectionErrorFrom } from './connection/failed-connection.ts';
import { ConnectionError } from './errors.ts';
import { isObject } from './json.ts';
import { LineSplitter, MAX_LINE_BYTES } from './watch-lines.ts';

/**
 * The events of a watch's body, one parsed at a time: the next line is only looked at when its consumer asks, and the
 * socket is only read when the lines are used up. Throws ConnectionError when the stream breaks off or is no watch.
 */
export async function* watchEvents(exchange: Exchange, what: string): AsyncGenerator<WatchEvent, void, undefined> {
  const lines = new LineSplitter();
  for (let chunks = await read(exchange, what); chunks !== undefined; chunks = await read(exchange, what)) {
    for (const chunk of chunks) {
      for (const line of lines.push(chunk)) yield parseEvent(line, what);
      if (lines.pendingBytes > MAX_LINE_BYTES) throw new ConnectionError(what, 'NOT_JSON', 'a line without an end');
    }
  }
  if (lines.pendingBytes > 0) throw new ConnectionError(what, 'CUT_OFF', 'the stream ended in the middle of an event');
}

async function read(exchange: Exchange, what: string): Promise<readonly Buffer[] | undefined> {
  try {
    return await exchange.next();
  } catch (error) {
    throw connectionErrorFrom(what, error);
  }
}

const TYPES: ReadonlySet<unknown> = new Set<WatchEvent['type']>(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

function parseEvent(line: string, what: string): WatchEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ConnectionError(what, 'NOT_JSON', 'a line of the stream is not JSON');
  }
  if (isWatchEvent(value)) return value;
  throw new ConnectionError(what, 'NOT_JSON', 'a line of the stream is not a watch event');
}

const isWatchEvent = (value: unknown): value is WatchEvent =>
  isObject(value) && TYPES.has(value.type) && isObject(value.object);
