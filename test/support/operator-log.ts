import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type LogFields = Readonly<Record<string, unknown>>;

/** One line of a process's output; `fields` when it is JSON, as all that our product says should be. */
export interface LogLine {
  readonly text: string;
  readonly fields: LogFields | undefined;
}

const KEPT = 20_000;

/** What a process has said so far, on both streams. */
export class OperatorLog {
  readonly #lines: LogLine[] = [];

  follow(stream: Readable | null): void {
    if (!stream) return;
    createInterface(stream).on('line', (text) => {
      this.#lines.push({ text, fields: parse(text) });
      if (this.#lines.length > KEPT) this.#lines.splice(0, KEPT / 10);
    });
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** The lines that have all of these fields with these values. */
  matching(wanted: LogFields): LogLine[] {
    const pairs = Object.entries(wanted);
    return this.#lines.filter(({ fields }) => fields && pairs.every(([key, value]) => fields[key] === value));
  }

  last(count: number): string {
    return this.#lines
      .slice(-count)
      .map(({ text }) => text)
      .join('\n');
  }
}

function parse(text: string): LogFields | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
