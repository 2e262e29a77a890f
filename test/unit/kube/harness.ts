import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../lib/kube/connect.ts';
import type { LogFields, Logger } from '../../../lib/telemetry/log.ts';
import type { Metrics } from '../../../lib/telemetry/metrics.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeApiServer } from './fake-api-server.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

export function recordLog(): {
  readonly log: Logger;
  readonly lines: LogLine[];
  at(level: LogLine['level']): LogLine[];
} {
  const lines: LogLine[] = [];
  const loggerWith = (bound: LogFields): Logger => {
    const say = (level: LogLine['level']) => (fields: LogFields, message: string) =>
      void lines.push({ level, message, fields: { ...bound, ...fields } });
    return {
      debug: say('debug'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
      child: (fields) => loggerWith({ ...bound, ...fields }),
    };
  };
  return { log: loggerWith({}), lines, at: (level) => lines.filter((line) => line.level === level) };
}

export interface RecordedMetrics extends Metrics {
  /** The sum of a counter's series whose labels include these. */
  total(name: string, labels?: Readonly<Record<string, string>>): number;
  gauge(name: string): number | undefined;
}

export function recordMetrics(): RecordedMetrics {
  const counts: { name: string; labels: Readonly<Record<string, string>>; by: number }[] = [];
  const gauges = new Map<string, number>();
  return {
    count: (name, labels, by = 1) => void counts.push({ name, labels, by }),
    set: (name, _labels, value) => void gauges.set(name, value),
    replace: () => {},
    observe: () => {},
    total: (name, wanted = {}) =>
      counts
        .filter(
          (count) => count.name === name && Object.entries(wanted).every(([key, value]) => count.labels[key] === value),
        )
        .reduce((sum, { by }) => sum + by, 0),
    gauge: (name) => gauges.get(name),
  };
}

/** A fake server, and a client that reaches it as a pod would; time stands still. */
export async function startHarness() {
  const server = await FakeApiServer.start();
  const clock = new FakeClock();
  const { log, lines, at } = recordLog();
  const metrics = recordMetrics();
  const dir = mkdtempSync(join(tmpdir(), 'service-account-'));
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  write('ca.crt', server.authority.cert);
  write('token', 'token-1\n');
  write('namespace', 'kube-system');
  const cluster = await connect({
    env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) },
    serviceAccountDir: dir,
    version: '1.2.3',
    clock,
    log,
    metrics,
  });
  return {
    server,
    clock,
    log,
    logged: { lines, at },
    metrics,
    cluster,
    client: cluster.client,
    /** Replaces a file of the service account. */
    write,
    dir,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await cluster.close();
      rmSync(dir, { recursive: true });
    },
  };
}

export type Harness = Awaited<ReturnType<typeof startHarness>>;
