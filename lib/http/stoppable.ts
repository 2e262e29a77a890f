import type { Server as HttpServer } from 'node:http';
import type { Clock } from '../time/clock.ts';
import type { SilentConnections } from './silent-connections.ts';

/** A server that can go without cutting anybody off. */
export interface Stoppable {
  /** Asks callers to leave: from now on every answer carries `Connection: close`. New connections are still served. */
  drain(): void;
  /** Takes no more connections and waits for the requests under way. True when all were answered within `ms`, else they are cut. */
  close(ms: number): Promise<boolean>;
}

export interface Closing {
  readonly silent: SilentConnections;
  readonly clock: Clock;
}

export function closeWithin(server: HttpServer, ms: number, { silent, clock }: Closing): Promise<boolean> {
  return new Promise((resolve) => {
    let finished = true;
    const deadline = clock.after(ms, () => {
      finished = false;
      server.closeAllConnections();
    });
    // Closes idle connections too; ends when the last one has gone.
    server.close(() => {
      deadline[Symbol.dispose]();
      resolve(finished);
    });
    silent.end();
  });
}
