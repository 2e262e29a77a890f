import type { WriteStream } from 'node:tty';

/** What the audience sees. Colours only where a person looks, and not where they asked for none (https://no-color.org). */
export class Terminal {
  readonly #out: NodeJS.WriteStream | WriteStream;
  readonly #colours: boolean;
  #chapter = 0;

  constructor(out: NodeJS.WriteStream | WriteStream, env: NodeJS.ProcessEnv) {
    this.#out = out;
    this.#colours = out.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  }

  heading(text: string): void {
    this.#chapter += 1;
    const line = `${this.#chapter}. ${text}`;
    this.#write(`\n${this.#style('1;36', line)}\n${this.#style('36', '-'.repeat(line.length))}\n`);
  }

  say(text: string): void {
    this.#write(`\n${text}\n`);
  }

  /** A line among others of its kind, without the air that prose has around it. */
  note(line: string): void {
    this.#write(`${this.#style('2', line)}\n`);
  }

  command(line: string): void {
    this.#write(`\n${this.#style('1', `$ ${line}`)}\n`);
  }

  /** As a program has written it. */
  output(text: string): void {
    if (text !== '') this.#write(text.endsWith('\n') ? text : `${text}\n`);
  }

  failure(text: string): void {
    this.#write(`\n${this.#style('1;31', text)}\n`);
  }

  #style(code: string, text: string): string {
    return this.#colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  }

  #write(text: string): void {
    this.#out.write(text);
  }
}
