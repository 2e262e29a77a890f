import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

// https://www.rfc-editor.org/rfc/rfc6455
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const FINAL = 0x80;
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8]);
/** Two bytes and a mask come before what a control frame of a client says. */
const CONTROL_HEADER = 6;

/**
 * The server's end of a WebSocket on which only the server has something to say: Node itself has the client's end only. What
 * a client may send is a ping, which is answered (kubectl takes who does not answer for a minute for dead), or the end.
 */
export class TalkingWebSocket {
  /** Aborted when the connection is over. */
  readonly closed: AbortSignal;
  readonly #socket: Duplex;
  #received: Buffer = Buffer.alloc(0);

  constructor({ headers }: IncomingMessage, socket: Duplex, protocol: string) {
    const closing = new AbortController();
    this.closed = closing.signal;
    this.#socket = socket;
    const accept = createHash('sha1').update(`${headers['sec-websocket-key']}${GUID}`).digest('base64');
    const answer = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    answer.push(`Sec-WebSocket-Accept: ${accept}`, `Sec-WebSocket-Protocol: ${protocol}`);
    socket.on('error', () => {}).once('close', () => closing.abort());
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.write(`${answer.join('\r\n')}\r\n\r\n`);
  }

  /** Resolves when more may be sent, also when nobody listens any more. */
  async send(message: Buffer): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.write(frame(BINARY, message), () => resolve()));
  }

  close(): void {
    this.#socket.end(frame(CLOSE, NORMAL_CLOSURE));
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= CONTROL_HEADER) {
      const [first = 0, second = 0] = this.#received;
      const end = CONTROL_HEADER + (second & 0x7f);
      const isControl = first >= (FINAL | CLOSE) && end <= CONTROL_HEADER + 125;
      if (!isControl) {
        this.#socket.destroy();
        return;
      }
      if (this.#received.length < end) return;
      const mask = this.#received.subarray(2, CONTROL_HEADER);
      const said = this.#received.subarray(CONTROL_HEADER, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
      this.#received = this.#received.subarray(end);
      if (first === (FINAL | PING)) this.#socket.write(frame(PONG, said));
      if (first === (FINAL | CLOSE)) this.close();
    }
  }
}

function frame(opcode: number, content: Uint8Array): Buffer {
  const { length } = content;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = FINAL | opcode;
  if (header.length === 2) header[1] = length;
  else if (header.length === 4) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, content]);
}
