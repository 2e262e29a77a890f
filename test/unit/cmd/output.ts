import type { Env, Io } from '../../../cmd/io.ts';

export interface Captured {
  readonly io: Io;
  readonly out: () => string;
  readonly err: () => string;
}

/** What a command writes, kept. */
export function captured(env: Env = {}, signal: AbortSignal = new AbortController().signal): Captured {
  const written = { out: '', err: '' };
  const into = (stream: 'out' | 'err') => ({
    write(text: string) {
      written[stream] += text;
    },
  });
  return {
    io: { stdout: into('out'), stderr: into('err'), env, program: 'node-cleanup-webhook', signal },
    out: () => written.out,
    err: () => written.err,
  };
}
