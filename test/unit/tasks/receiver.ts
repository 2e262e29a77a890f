import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach } from 'vitest';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The name in the certificate of whoever asked; '' without one. */
  readonly client: string;
}

export type Answering = (response: ServerResponse, received: Received) => void;

export interface Receiver {
  readonly received: readonly Received[];
  readonly host: string;
  /** With a path and a query. */
  readonly url: string;
  close(): Promise<void>;
}

export interface Receivers {
  /** A server on this machine; it ends with the test. */
  readonly receiver: (answer: Answering, tls?: https.ServerOptions) => Promise<Receiver>;
  /** Writes a file that goes with the test; its path. */
  readonly file: (name: string, content: string) => Promise<string>;
}

/** To be called once, at the top of a test file. */
export function useReceivers(): Receivers {
  const receivers: Receiver[] = [];
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receiver-'));
  });
  afterEach(async () => {
    await Promise.all(receivers.splice(0).map((one) => one.close()));
    await rm(folder, { recursive: true });
  });
  return {
    receiver: async (answer, tls) => {
      const one = await listen(answer, tls);
      receivers.push(one);
      return one;
    },
    file: async (name, content) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
  };
}

async function listen(answer: Answering, tls: https.ServerOptions | undefined): Promise<Receiver> {
  const received: Received[] = [];
  const listener: RequestListener = async (request, response) => {
    const { method, url: path, headers } = request;
    const one = { method, path, headers, body: await text(request), client: tls ? clientOf(request) : '' };
    received.push(one);
    answer(response, one);
  };
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    received,
    host: `127.0.0.1:${port}`,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/hook?a=b`,
    close: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((closed) => server.close(closed));
    },
  };
}

function clientOf({ socket }: IncomingMessage): string {
  const name = (socket as TLSSocket).getPeerCertificate().subject?.CN ?? '';
  return typeof name === 'string' ? name : name.join();
}

export const ok: Answering = (response) => response.writeHead(204).end();

export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Answering =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** A body without an end. */
export const flooding =
  (status: number): Answering =>
  (response) => {
    response.writeHead(status);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };

/** A byte now and then, for ever. */
export const dribbling =
  (status: number): Answering =>
  (response) => {
    response.writeHead(status);
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(timer));
  };
