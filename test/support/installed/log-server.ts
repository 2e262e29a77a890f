import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { CertificateAuthority } from '../../../hack/certificates.ts';
import { loopbackOf } from './addresses.ts';

/** The lines that a container has said, or undefined when there is none. */
export type ReadLog = (namespace: string, pod: string, container: string) => readonly string[] | undefined;

const PORT = 10_250;

/** What of a kubelet's own API `kubectl logs` and helm need. It does not follow: what is there is all. */
export async function serveLogs(address: string, authority: CertificateAuthority, read: ReadLog): Promise<Server> {
  const { cert, key } = authority.issue({ commonName: address, hosts: [address] });
  const server = createServer({ cert, key }, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://kubelet');
    const [, resource, namespace = '', pod = '', container = ''] = url.pathname.split('/');
    const lines = resource === 'containerLogs' ? read(namespace, pod, container) : undefined;
    if (!lines) {
      response.writeHead(404).end(`nothing is at ${url.pathname}\n`);
      return;
    }
    const tail = Number(url.searchParams.get('tailLines') ?? lines.length);
    response.end(
      lines
        .slice(Math.max(0, lines.length - tail))
        .map((line) => `${line}\n`)
        .join(''),
    );
  });
  server.listen(PORT, loopbackOf(address));
  await once(server, 'listening');
  return server;
}
