import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** The connections on which nobody has asked anything. */
export interface SilentConnections {
  end(): void;
}

/**
 * API servers keep pools of connections and open more than they then need. Node does not count one as idle before its first
 * request, so that `server.close()` would wait for it as for a request under way.
 */
export function trackSilentConnections(server: HttpServer): SilentConnections {
  const open = new Set<Socket>();
  // Of a TLS server `connection` is the socket below, which has carried the handshake.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    end() {
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    },
  };
}
