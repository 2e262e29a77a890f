import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { TalkingWebSocket } from './websocket.ts';

/** A program that was started in a container beside what runs there. */
export interface Executed {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** The exit code. */
  readonly ended: Promise<number>;
  kill(): void;
}

/** Starts a program in a container; undefined: there is none. Rejects when none can be started in it. */
export type Execute = (
  namespace: string,
  pod: string,
  container: string,
  command: readonly string[],
) => Promise<Executed> | undefined;

/**
 * To be declared in the Node's status. The API server of 1.36 and later then hands kubectl's WebSocket through as it is,
 * where it would otherwise translate it into SPDY, which only Go speaks. https://kep.k8s.io/4006
 */
export const FEATURE = 'ExtendWebSocketsToKubelet';

// https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/util/remotecommand/constants.go: each message begins with the
// number of its stream.
const PROTOCOL = 'v5.channel.k8s.io';
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;

/** What of a kubelet's own API `kubectl exec` needs, without a terminal and without input. */
export async function answerExec(request: IncomingMessage, socket: Duplex, execute: Execute): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://kubelet');
  const [, resource, namespace = '', pod = '', container = ''] = pathname.split('/');
  const asked = searchParams.getAll('command');
  if (resource !== 'exec') return refuse(socket, `404 Not Found`, `nothing is at ${pathname}`);
  if (!request.headers['sec-websocket-protocol']?.includes(PROTOCOL)) {
    return refuse(socket, '400 Bad Request', `only ${PROTOCOL} is spoken here`);
  }
  if (searchParams.has('input') || searchParams.has('tty')) {
    return refuse(socket, '501 Not Implemented', 'input and terminals are not played here');
  }
  try {
    const executed = await execute(namespace, pod, container, asked);
    if (!executed) return refuse(socket, '404 Not Found', `there is no container ${container} in ${namespace}/${pod}`);
    await talk(new TalkingWebSocket(request, socket, PROTOCOL), executed);
  } catch (error) {
    refuse(socket, '500 Internal Server Error', String(error));
  }
}

async function talk(client: TalkingWebSocket, { stdout, stderr, ended, kill }: Executed): Promise<void> {
  client.closed.addEventListener('abort', kill);
  const [code] = await Promise.all([ended, forward(client, STDOUT, stdout), forward(client, STDERR, stderr)]);
  await client.send(message(STATUS, Buffer.from(JSON.stringify(statusOf(code)))));
  client.close();
}

async function forward(client: TalkingWebSocket, stream: number, source: Readable | null): Promise<void> {
  for await (const chunk of source ?? []) await client.send(message(stream, chunk));
}

const message = (stream: number, content: Buffer) => Buffer.concat([Buffer.of(stream), content]);

/** As the API has it: kubectl ends with the code that is named here. */
function statusOf(code: number): object {
  if (code === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}

function refuse(socket: Duplex, status: string, why: string): void {
  const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(why)}`;
  socket.on('error', () => {}).end(`${head}\r\nConnection: close\r\n\r\n${why}`);
}
