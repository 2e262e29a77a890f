import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { CertificateSource } from './certificate-source.ts';

/** Knows which connections are to end. */
export interface Connections {
  /**
   * Whether the answer that is being written should be the connection's last. An old connection shows the certificate of
   * its handshake for ever; it ends with an answer, never by a close on our own, which could cross a request. One without
   * requests ends by the caller's idle timeout, or else by ours.
   */
  isLast(socket: Socket): boolean;
  /** From now on every answer is a connection's last. */
  drain(): void;
}

export function trackConnections(server: Server, certificates: CertificateSource): Connections {
  let draining = false;
  // Asked of the connection itself: a handshake that began before a reload and ended after it shows the old certificate.
  const shown = new WeakMap<Socket, string | undefined>();
  server.on('secureConnection', (socket) => shown.set(socket, socket.getX509Certificate()?.fingerprint256));
  return {
    isLast: (socket) => draining || shown.get(socket) !== certificates.current.fingerprint256,
    drain() {
      draining = true;
    },
  };
}
