import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, isIPv6, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { buildConnector } from 'undici';

/** As undici's own connector. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connections through an HTTP proxy's CONNECT, TLS end to end. undici's ProxyAgent does the same, but works only with
 * the whole of undici loaded.
 */
export function tunnelThrough(proxyUrl: string, tls: ConnectionOptions, keepAliveMs: number): buildConnector.connector {
  const proxy = new URL(proxyUrl);
  const request = proxy.protocol === 'https:' ? requestHttps : requestHttp;
  const credentials = [proxy.username, proxy.password].map(decodeURIComponent).join(':');
  const headers = proxy.username
    ? { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
    : {};

  return ({ hostname, port, protocol, servername }, callback) => {
    const target = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
    const asking = request(proxy, {
      method: 'CONNECT',
      path: target,
      headers: { ...headers, host: target },
      agent: false,
      timeout: CONNECT_TIMEOUT_MS,
    });
    const fail = (error: Error) => callback(error, null);
    asking.once('error', fail);
    asking.once('timeout', () => asking.destroy(new Error(`the proxy ${proxy.host} does not answer`)));
    asking.once('connect', ({ statusCode }, socket: Socket) => {
      socket.setTimeout(0).setKeepAlive(true, keepAliveMs);
      if (statusCode !== 200) {
        socket.destroy();
        fail(new Error(`the proxy ${proxy.host} answered ${statusCode} when asked for ${target}`));
      } else if (protocol !== 'https:') callback(null, socket);
      else {
        const name = tls.servername || servername || (isIP(hostname) === 0 ? hostname : '');
        // `host` is what the certificate must name where SNI cannot: an address.
        const secured = connectTls({ ...tls, socket, host: hostname, servername: name });
        secured.once('error', fail);
        secured.once('secureConnect', () => {
          secured.off('error', fail);
          callback(null, secured);
        });
      }
    });
    asking.end();
  };
}
