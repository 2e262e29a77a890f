import { execFile } from 'node:child_process';
import { locatePromtool } from '../../hack/tools/promtool/binary.ts';

export interface Said {
  readonly code: number;
  readonly text: string;
}

/** The real promtool; the first test that needs it may have to build it. */
export async function promtool(): Promise<(...args: readonly string[]) => Promise<Said>> {
  const program = await locatePromtool({
    env: process.env,
    report: (line) => process.stderr.write(`promtool: ${line}\n`),
  });
  return (...args) =>
    new Promise((resolve) => {
      execFile(program, args, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : 1, text: `${stdout}${stderr}` });
      });
    });
}
