/**
 * Single modules of undici. Its index loads caches, mocks, fetch and WebSocket too: 72 MB of memory against 59 MB with
 * these (a process that has loaded node:https is at 54 MB; Node 24, x64).
 */
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}

declare module 'undici/lib/dispatcher/socks5-proxy-agent.js' {
  import { Socks5ProxyAgent } from 'undici';
  export default Socks5ProxyAgent;
}
