import { readFile } from 'node:fs/promises';
import { addressIn } from '../../http-client/address.ts';
import { excerpt } from '../../http-client/excerpt.ts';
import { exchange } from '../../http-client/exchange.ts';
import { parseHeaders } from '../../http-client/headers-file.ts';
import { withoutAddress } from '../../http-client/redact.ts';
import { within } from '../../http-client/within.ts';
import { booleanAt } from '../../kube/json.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Clock } from '../../time/clock.ts';
import type { ProofOptions } from './options.ts';
import type { HookAnswer } from './proof.ts';

const READ_BYTES = 4_096;

/**
 * Asks whoever knows the machine whether it is off. Undefined without anybody to ask. Throws for everything that is not a
 * clear yes or no: what cannot be read proves nothing, and withdraws nothing.
 */
export async function askHook(
  options: ProofOptions,
  { nodeName, nodeUID }: NodeSubject,
  clock: Clock,
  signal: AbortSignal,
): Promise<HookAnswer | undefined> {
  if (options.url === '') return undefined;
  const url = addressIn(options.url, 'the option proofURL');
  url.searchParams.set('node', nodeName);
  url.searchParams.set('uid', nodeUID);
  const what = `asking ${url.host} (proofURL) whether the machine is off`;
  const headers = {
    accept: 'application/json',
    'user-agent': 'node-cleanup-webhook',
    ...(options.headersFile === '' ? {} : parseHeaders(await readFile(options.headersFile, 'utf8'))),
  };
  const ca = options.caFile === '' ? undefined : await readFile(options.caFile, 'utf8');
  const { status, text } = await within(clock, options.timeoutMs, signal, what, (inner) =>
    exchange({ method: 'GET', url, headers, ca, maxBytes: READ_BYTES, signal: inner }),
  );
  if (status !== 200) throw new Error(`${what}: HTTP ${status} ${excerpt(withoutAddress(text, url))}`.trimEnd());
  const off = booleanAt(parseJson(text), 'off');
  if (off === undefined) throw new Error(`${what}: the answer is not {"off": true} or {"off": false}`);
  return { off, host: url.host };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
