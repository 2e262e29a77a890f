import { addressIn } from '../../http-client/address.ts';
import { exchange } from '../../http-client/exchange.ts';
import { within } from '../../http-client/within.ts';
import type { NodeSubject } from '../../node/subject.ts';
import type { Outcome, TaskRun } from '../../operation/task.ts';
import type { Clock } from '../../time/clock.ts';
import type { Forecast, NodeTask, TaskLook } from '../node-task.ts';
import { outcomeOf } from './answer.ts';
import { readCredentials } from './credentials.ts';
import { readOptions } from './options.ts';
import { questionOf } from './question.ts';

/** An answer is a word and a reason. */
const READ_BYTES = 65_536;
const URL_OPTION = 'the option url';

/** Asks whether the operation may go on, again and again until the answer is yes. */
export function createHttp({ clock }: { readonly clock: Clock }): NodeTask {
  return {
    async run(run: TaskRun<NodeSubject>): Promise<Outcome> {
      const options = readOptions(run.options);
      const url = addressIn(options.url, URL_OPTION);
      const { headers, ca, clientCertificate } = await readCredentials(options);
      const request = {
        method: 'POST',
        url,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': 'node-cleanup-webhook',
          ...headers,
          'idempotency-key': `${run.operation}.${run.name}`,
        },
        body: JSON.stringify(questionOf(run, clock.now())),
        ca,
        clientCertificate,
        maxBytes: READ_BYTES,
      } as const;
      // The path of an address can be a secret: messages have the host alone.
      const what = `asking ${url.host} (option url)`;
      const answer = await within(clock, options.timeoutMs, run.signal, what, (signal) =>
        exchange({ ...request, signal }),
      );
      return outcomeOf(answer, url, clock.now());
    },

    async foresee({ options }: TaskLook): Promise<Forecast> {
      const { host } = addressIn(readOptions(options).url, URL_OPTION);
      return { state: 'waiting', reason: 'AwaitingApproval', message: `it would ask ${host}, and wait for its yes` };
    },
  };
}
