import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endProcess, type Supervisor } from '../control-plane/supervisor.ts';
import type { Terminal } from './terminal.ts';

/** What must be true of a command's output, in words, and how that is recognised. */
export type Expectations = Readonly<Record<string, RegExp | { readonly not: RegExp }>>;

export interface ShellOptions {
  readonly terminal: Terminal;
  readonly supervisor: Supervisor;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

interface Result {
  readonly text: string;
  readonly code: number | string;
}

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 150;

/** Types commands before an audience. What is shown is what a shell has run, word by word. */
export class Shell {
  readonly #options: ShellOptions;

  constructor(options: ShellOptions) {
    this.#options = options;
  }

  /** Runs a command that changes something, once. Rejects when it fails or does not say what it should. */
  async does(command: string, expectations: Expectations = {}): Promise<void> {
    const { terminal } = this.#options;
    terminal.command(command);
    const { text, code } = await this.run(command);
    terminal.output(text);
    if (code !== 0) throw new Error(`it ended with ${code}: ${command}`);
    const missing = unmet(text, expectations);
    if (missing !== undefined) throw new Error(`not true after this command: ${missing}: ${command}`);
  }

  /** Shows what a command says as soon as it says what it should, and looks again and again until then. */
  async sees(command: string, expectations: Expectations, within = PATIENCE_MS): Promise<void> {
    const { terminal } = this.#options;
    terminal.command(command);
    const deadline = performance.now() + within;
    for (;;) {
      const { text, code } = await this.run(command);
      const missing = code === 0 ? unmet(text, expectations) : `it ended with ${code}`;
      if (missing === undefined) return terminal.output(text);
      if (performance.now() > deadline) {
        terminal.output(text);
        throw new Error(`not true within ${within / 1_000} s: ${missing}: ${command}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Off stage. */
  async run(command: string): Promise<Result> {
    const child = this.#spawn(command);
    let text = '';
    const collect = (chunk: string) => {
      text += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    const [code, signal] = await once(child, 'close');
    this.#options.signal.throwIfAborted();
    return { text, code: code ?? signal };
  }

  #spawn(command: string): ChildProcess {
    const { supervisor, env, cwd, signal } = this.#options;
    signal.throwIfAborted();
    const child = supervisor.spawn('/bin/sh', ['-c', command], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const abort = () => void endProcess(child, { signal: 'SIGKILL' });
    signal.addEventListener('abort', abort, { once: true });
    child.once('close', () => signal.removeEventListener('abort', abort));
    return child;
  }
}

function unmet(text: string, expectations: Expectations): string | undefined {
  return Object.keys(expectations).find((meaning) => {
    const expected = expectations[meaning];
    if (expected === undefined) return false;
    return 'not' in expected ? expected.not.test(text) : !expected.test(text);
  });
}
