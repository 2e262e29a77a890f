import { Agent, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { type ReadinessGate, readinessGate, stopGracefully } from '../../../lib/http/graceful-stop.ts';
import { silentLogger } from '../../../lib/telemetry/log.ts';
import { systemClock } from '../../../lib/time/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { call, NODE, review, startWebhook, type Webhook } from './support.ts';

interface Replica {
  readonly webhook: Webhook;
  readonly gate: ReadinessGate;
}

async function startReplica(): Promise<Replica> {
  return { webhook: await startWebhook(), gate: readinessGate() };
}

/**
 * As an API server sees a Service: new connections go to a replica that is ready, open ones are used again whatever has
 * become of their replica.
 */
class ServiceAgent extends Agent {
  readonly #replicas: readonly Replica[];
  #dialled = 0;

  constructor(replicas: readonly Replica[]) {
    super({ keepAlive: true, maxSockets: 8 });
    this.#replicas = replicas;
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const ready = this.#replicas.filter(({ gate }) => {
      const health = gate.check();
      return !(health instanceof Promise) && health.ok;
    });
    const replica = ready[this.#dialled++ % ready.length];
    return super.createConnection({ ...options, port: replica?.webhook.port ?? 0 }, callback);
  }
}

test('replicas that are replaced one after the other under load lose no request', async () => {
  const replicas: Replica[] = [await startReplica(), await startReplica()];
  const agent = new ServiceAgent(replicas);
  onTestFinished(() => agent.destroy());
  const errors: unknown[] = [];
  let [answered, ending] = [0, false];
  const ask = async () => {
    while (!ending) {
      await call(0, { body: review(NODE), agent }).then(
        () => ++answered,
        (error: unknown) => errors.push(error),
      );
    }
  };
  const asking = Promise.all(Array.from({ length: 8 }, ask));
  for (let round = 0; round < 5; round++) {
    const before = answered;
    await eventually(() => answered > before + 50, { describe: 'requests to be answered' });
    replicas.push(await startReplica());
    const [oldest] = replicas;
    if (oldest === undefined) break;
    await stopGracefully({
      gate: oldest.gate,
      servers: [oldest.webhook],
      propagationMs: 100,
      deadlineMs: 5_000,
      clock: systemClock,
      log: silentLogger,
    });
    replicas.shift();
  }
  ending = true;
  await asking;
  expect(errors).toEqual([]);
  expect(answered).toBeGreaterThan(250);
});
