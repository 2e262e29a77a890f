import { addressIn, parseAddress } from '../../http-client/address.ts';
import { excerpt } from '../../http-client/excerpt.ts';
import { exchange, type HttpAnswer } from '../../http-client/exchange.ts';
import { parseHeaders } from '../../http-client/headers-file.ts';
import { readOptionFile } from '../../http-client/option-file.ts';
import { withoutAddress } from '../../http-client/redact.ts';
import { within } from '../../http-client/within.ts';
import { retryAfterSeconds } from '../../kube/connection/retry-after.ts';
import type { NodeSubject } from '../../node/subject.ts';
import { MOMENTS } from '../../operation/plan.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import type { Clock } from '../../time/clock.ts';
import type { Forecast, NodeTask, TaskLook } from '../node-task.ts';
import { alertsURL } from './alertmanager.ts';
import { messageOf } from './message.ts';
import type { News } from './news.ts';
import { type NotifyOptions, readOptions } from './options.ts';

/** A receiver that asks for more is asked again after this long all the same. */
const LONGEST_RETRY_AFTER_MS = 600_000;
/** Of the answer only a person's explanation is of interest. */
const READ_BYTES = 4_096;

/**
 * Tells somebody, at least once: a crash between the answer and our note of it sends it again, with the same
 * Idempotency-Key. Whatever goes wrong is tried again until the task's timeout, since a token that was refused may be
 * replaced meanwhile; it never blocks the removal, which would be news of its own.
 */
export function createNotify({ clock }: { readonly clock: Clock }): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const options = readOptions(run.options);
      const url = await urlOf(options);
      const { contentType, body } = messageOf(options, newsOf(run, clock.now()));
      const own = await readOptionFile('headersFile', options.headersFile);
      const headers = {
        'content-type': contentType,
        'user-agent': 'node-cleanup-webhook',
        ...(own === undefined ? {} : parseHeaders(own)),
        'idempotency-key': `${run.operation}.${run.name}`,
      };
      const ca = await readOptionFile('caFile', options.caFile);
      // A path can be a secret (https://api.slack.com/messaging/webhooks): errors name the host alone.
      const what = `notifying ${url.host}`;
      const answer = await within(clock, options.timeoutMs, run.signal, what, (signal) =>
        exchange({ method: 'POST', url, headers, body, ca, maxBytes: READ_BYTES, signal }),
      );
      return outcomeOf(answer, url, clock.now());
    },

    async foresee(look: TaskLook): Promise<Forecast> {
      const { host } = await urlOf(readOptions(look.options));
      return { state: 'done', message: `it would be posted to ${host}` };
    },
  };
}

async function urlOf({ url, urlFile, format }: NotifyOptions): Promise<URL> {
  const secret = await readOptionFile('urlFile', urlFile);
  const parsed =
    secret === undefined
      ? addressIn(url, 'the option url')
      : parseAddress(secret.trim(), 'the file of the option urlFile');
  return format === 'alertmanager' ? alertsURL(parsed) : parsed;
}

function newsOf({ subject, operation, name, startedAt }: TaskRun<NodeSubject>, now: number): News {
  const values = {
    node: subject.nodeName,
    nodeUID: subject.nodeUID,
    kind: subject.record.kind,
    record: subject.record.name,
    operation,
    task: name,
    moment: MOMENTS.find((moment) => name.endsWith(`.${moment}`)) ?? '',
    phase: subject.progress?.phase ?? '',
    message: subject.progress?.message ?? '',
    requestedAt: subject.requestedAt,
    time: new Date(now).toISOString(),
  };
  return { values, since: startedAt, now };
}

function outcomeOf({ status, headers, text }: HttpAnswer, url: URL, now: number): Outcome {
  if (status >= 200 && status < 300) return { state: 'done', message: `${url.host} answered HTTP ${status}` };
  const explanation = excerpt(withoutAddress(text, url));
  const said = `${url.host} answered HTTP ${status}${explanation === '' ? '' : `: ${explanation}`}`;
  const waitMs = (retryAfterSeconds(headers, now) ?? 0) * 1_000;
  if (waitMs > 0) {
    return {
      state: 'waiting',
      reason: 'ReceiverBusy',
      message: said,
      checkAfterMs: Math.min(waitMs, LONGEST_RETRY_AFTER_MS),
      notBefore: true,
    };
  }
  if (status >= 300 && status < 400) throw new Error(`notifying: ${said}, a redirect, which is not followed`);
  throw new Error(`notifying: ${said}`);
}
