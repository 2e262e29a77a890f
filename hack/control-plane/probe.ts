import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getTls } from 'node:https';

export interface ProbeOptions {
  readonly caFile: string;
  readonly signal: AbortSignal;
}

/** Whether a health endpoint answers 200. It asks as nobody: the health paths are open to everyone. */
export function answersOk(url: string, { caFile, signal }: ProbeOptions): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:')
      ? getTls(url, { signal, agent: false, ca: readFileSync(caFile) })
      : get(url, { signal, agent: false });
    request.once('error', reject);
    request.once('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
  });
}
