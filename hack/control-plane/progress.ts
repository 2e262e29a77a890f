/** Says now and then that a long build is alive: every line is a whole sentence, so a log file reads as well as a terminal. */
export interface Progress extends Disposable {
  compiling(goPackage: string): void;
  elapsed(): string;
}

const EVERY_MS = 20_000;

export function startProgress(report: (line: string) => void): Progress {
  const startedAt = performance.now();
  let compiled = 0;
  let downloads = 0;
  let last = '';
  const elapsed = () => formatDuration(performance.now() - startedAt);
  const timer = setInterval(() => {
    const done = compiled > 0 ? `${compiled} packages compiled, now ${last}` : `${downloads} modules downloaded`;
    report(`still building after ${elapsed()}: ${done}`);
  }, EVERY_MS);
  return {
    compiling(line) {
      if (line.startsWith('go: downloading')) {
        downloads += 1;
      } else {
        compiled += 1;
        last = line;
      }
    },
    elapsed,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
