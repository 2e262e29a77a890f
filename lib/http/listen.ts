import type { Server } from 'node:net';
import { Failure } from '../telemetry/failure.ts';
import type { Logger } from '../telemetry/log.ts';

export interface ListenOptions {
  readonly listener: 'webhook' | 'health';
  /** 0 picks a free one. */
  readonly port: number;
  /** '' is every address, IPv6 and IPv4. */
  readonly address: string;
  readonly log: Logger;
}

export interface Listening {
  readonly port: number;
  readonly address: string;
}

/** Starts to listen and logs where. Fails with ADDRESS_IN_USE, or USAGE when the address cannot be had at all. */
export async function listen(server: Server, options: ListenOptions): Promise<Listening> {
  const { listener, port, address, log } = options;
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(asFailure(error, options));
    server.once('error', onError);
    server.listen({ port, ...(address === '' ? {} : { host: address }) }, () => {
      server.off('error', onError);
      resolve();
    });
  });
  const bound = server.address();
  const where =
    typeof bound === 'object' && bound !== null ? { port: bound.port, address: bound.address } : { port, address };
  // Such as EMFILE in accept: the listener goes on, and so must the process.
  server.on('error', (error) => log.error({ err: error, listener }, 'the listener reports an error'));
  log.info({ listener, ...where }, 'listening');
  return where;
}

function asFailure(error: NodeJS.ErrnoException, { listener, port, address }: ListenOptions): Error {
  const where = `port ${port}${address === '' ? '' : ` of ${address}`}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new Failure(
        'ADDRESS_IN_USE',
        `the ${listener} listener cannot have ${where}: another process listens there; stop it or choose another with --${listener}-port`,
        { cause: error },
      );
    case 'EACCES':
      return new Failure(
        'USAGE',
        `the ${listener} listener may not have ${where}: choose one above 1023 with --${listener}-port`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Failure('USAGE', `--bind-address ${address} is not an address of this machine`, { cause: error });
    default:
      return error;
  }
}
