import type { Server, Socket } from 'node:net';

export interface ConnectionLimits {
  readonly total: number;
  /** Of one address, so that nobody takes those of all others, a kubelet's probes among them. */
  readonly perAddress: number;
}

/** Closes what is opened beyond the limits, at once. */
export function limitConnections(server: Server, { total, perAddress }: ConnectionLimits): void {
  const open = new Map<string, number>();
  let all = 0;
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const others = open.get(address) ?? 0;
    if (all >= total || others >= perAddress) {
      socket.destroy();
      return;
    }
    all += 1;
    open.set(address, others + 1);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      all -= 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
