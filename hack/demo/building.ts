import { fileURLToPath } from 'node:url';
import { run } from '../control-plane/command.ts';
import type { Terminal } from './terminal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The product that the stage runs. */
export async function buildProduct(terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { code, stdout, stderr } = await run(process.execPath, ['hack/build.ts'], { cwd: root, signal });
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${stderr}`);
  terminal.note(`built ${stdout.trim()}`);
}
