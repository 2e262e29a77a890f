import type { KubeClient } from '../../kube/client.ts';
import { ApiError, ConnectionError } from '../../kube/errors.ts';
import { PODS } from '../../kube/resource.ts';
import { cut } from '../../operation/text.ts';
import type { JobPod } from './job-record.ts';
import { lastFailureOf } from './pod-trouble.ts';
import { lastLines, oneLine } from './words.ts';

const READ_BYTES = 65_536;
/** Together; what a person can do comes after it, and finds room in the record. */
const LONGEST = 520;
/** How the pod ended. The rest is for its log. */
const LONGEST_BEGIN = 300;
/** The API server asks the kubelet, which may not be there any more. */
const TIMEOUT_MS = 5_000;

/** What the pods of a Job that has failed leave to tell: how the last of them ended, and the end of its log. */
export async function lastWordsOf(
  client: KubeClient,
  pods: readonly JobPod[],
  logLines: number,
  signal: AbortSignal,
): Promise<string> {
  const failure = lastFailureOf(pods);
  if (failure === undefined) return '';
  const { pod, container, message } = failure;
  const begin = cut(capital(message), LONGEST_BEGIN);
  if (logLines === 0 || container === undefined) return begin;
  try {
    const log = await client.getText(PODS, pod.name, {
      namespace: pod.namespace,
      subresource: 'log',
      query: { container, tailLines: logLines, limitBytes: READ_BYTES },
      timeoutMs: TIMEOUT_MS,
      retry: false,
      signal,
    });
    const what = `${begin}; the end of its log: `;
    const lines = lastLines(log, logLines, LONGEST - what.length);
    return lines === '' ? `${begin}, and its log is empty` : `${what}${lines}`;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
    return `${begin}; its log cannot be read: ${oneLine(error.message, 190)}`;
  }
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
