import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { CertificateAuthority } from '../../../hack/certificates.ts';
import { loopbackOf } from './addresses.ts';
import type { ContainerRun } from './container-run.ts';
import { answerExec } from './exec-server.ts';

/** The container of that name, or undefined when there is none. */
export type FindContainer = (namespace: string, pod: string, container: string) => ContainerRun | undefined;

const PORT = 10_250;

/** What of a kubelet's own API `kubectl logs`, `kubectl exec` and helm need. Logs do not follow: what is there is all. */
export async function serveKubelet(
  address: string,
  authority: CertificateAuthority,
  find: FindContainer,
): Promise<Server> {
  const { cert, key } = authority.issue({ commonName: address, hosts: [address] });
  const server = createServer({ cert, key }, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://kubelet');
    const [, resource, namespace = '', pod = '', container = ''] = url.pathname.split('/');
    const log = resource === 'containerLogs' ? find(namespace, pod, container)?.log : undefined;
    const lines = log?.lines.map(({ text }) => text);
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
  server.on('upgrade', (request, socket) => {
    void answerExec(request, socket, (namespace, pod, container, command) =>
      find(namespace, pod, container)?.exec(command),
    );
  });
  server.listen(PORT, loopbackOf(address));
  await once(server, 'listening');
  return server;
}
