import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import type { HealthCheck } from './health-check.ts';
import type { Stoppable } from './stoppable.ts';

/** A readiness check that can be switched off for good. */
export interface ReadinessGate extends HealthCheck {
  close(reason: string): void;
}

export function readinessGate(name = 'shutdown'): ReadinessGate {
  let closed: string | undefined;
  return {
    name,
    check: () => (closed === undefined ? { ok: true, message: '' } : { ok: false, message: closed }),
    close(reason) {
      closed ??= reason;
    },
  };
}

export interface GracefulStop {
  readonly gate: ReadinessGate;
  readonly servers: readonly Stoppable[];
  /** How long Endpoints need to reach every API server; default 5 s. */
  readonly propagationMs?: number;
  /** For the requests under way after that; default 10 s. Together they must fit into terminationGracePeriodSeconds (30 s). */
  readonly deadlineMs?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Leaves in the order that loses no request: not ready any more; wait until the API servers have learned it, asking those
 * who still come over an open connection to close it (a pool of connections does not look at Endpoints); then close.
 */
export async function stopGracefully(stop: GracefulStop): Promise<void> {
  const { gate, servers, propagationMs = 5_000, deadlineMs = 10_000, clock, log } = stop;
  gate.close('shutting down');
  for (const server of servers) server.drain();
  log.info({ propagationMs }, 'not ready any more; waiting for callers to notice');
  await clock.sleep(propagationMs);
  const finished = await Promise.all(servers.map((server) => server.close(deadlineMs)));
  if (finished.every(Boolean)) log.info({}, 'all requests are answered');
  else log.warn({ deadlineMs }, 'requests were cut off at the deadline');
}
