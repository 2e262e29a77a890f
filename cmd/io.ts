/** What a command may use of the process that it runs in. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Env;
  /** How the user calls us, for commands that can be copied. */
  readonly program: string;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Output {
  write(text: string): unknown;
}

export type Env = Readonly<Record<string, string | undefined>>;
