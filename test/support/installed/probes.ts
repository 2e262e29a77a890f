import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container, Probe } from './pod.ts';

export interface ProbeTarget {
  /** Where the container listens. */
  readonly address: string;
  readonly container: Container;
}

/** Asks again and again, and tells each change from one side to the other: after so many in a row as the probe says. */
export async function probeAgain(
  probe: Probe,
  target: ProbeTarget,
  told: (passes: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1, failureThreshold = 3 } = probe;
  let [inARow, last] = [0, false];
  await sleep(initialDelaySeconds * 1000, signal);
  while (!signal.aborted) {
    const passes = await passesOnce(probe, target);
    inARow = passes === last ? inARow + 1 : 1;
    last = passes;
    if (!signal.aborted && inARow === (passes ? successThreshold : failureThreshold)) told(passes);
    await sleep(periodSeconds * 1000, signal);
  }
}

function passesOnce({ httpGet, timeoutSeconds = 1 }: Probe, { address, container }: ProbeTarget): Promise<boolean> {
  const wanted = httpGet?.port;
  const port = container.ports?.find(({ name }) => name === wanted)?.containerPort ?? wanted;
  return new Promise((resolve) => {
    const url = `http://${address}:${port}${httpGet?.path ?? '/'}`;
    const request = get(url, { agent: false, signal: AbortSignal.timeout(timeoutSeconds * 1000) }, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status >= 200 && status < 400);
    });
    request.on('error', () => resolve(false));
  });
}

export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}
