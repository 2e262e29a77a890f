import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import type { TlsMaterial } from '../credentials/credentials.ts';
import { tunnelThrough } from './tunnel.ts';

/** The API server closes idle connections after 90 s, load balancers after 60 s; ours are gone before either. */
const KEEP_ALIVE_MS = 50_000;
/** As client-go; it notices a peer that went away without a word, also below an idle watch. */
const TCP_KEEP_ALIVE_MS = 30_000;
/** More calls than this wait for each other: a thousand patches at once are not a thousand TLS handshakes. */
const MAX_CONNECTIONS = 32;

/** Connections for calls, and connections for watches, which stay and must not starve the calls. */
export interface Dispatchers {
  readonly calls: Dispatcher;
  readonly watches: Dispatcher;
}

/**
 * HTTP/1.1 only. With HTTP/2 all streams share one connection, so that a stalled one stalls all, and undici's PING has
 * no deadline for its answer (https://github.com/kubernetes/client-go/issues/374 tells what that costs); with HTTP/1.1
 * giving up a stalled watch closes its connection.
 */
export async function createDispatchers(server: string, tls: TlsMaterial): Promise<Dispatchers> {
  const { origin } = new URL(server);
  return {
    calls: await createDispatcher(origin, tls, MAX_CONNECTIONS),
    watches: await createDispatcher(origin, tls, null),
  };
}

async function createDispatcher(origin: string, tls: TlsMaterial, connections: number | null): Promise<Dispatcher> {
  const secure = {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    ...(tls.servername === undefined ? {} : { servername: tls.servername }),
    rejectUnauthorized: !tls.insecure,
  };
  const connect = { ...secure, keepAlive: true, keepAliveInitialDelay: TCP_KEEP_ALIVE_MS };
  const pool = {
    connections,
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  };
  if (tls.proxyUrl === undefined) return new Pool(origin, { ...pool, connect });
  if (tls.proxyUrl.startsWith('socks')) {
    const { default: Socks5ProxyAgent } = await import('undici/lib/dispatcher/socks5-proxy-agent.js');
    return new Socks5ProxyAgent(tls.proxyUrl, { requestTls: secure });
  }
  return new Pool(origin, { ...pool, connect: tunnelThrough(tls.proxyUrl, secure, TCP_KEEP_ALIVE_MS) });
}
