import type { Config } from './config.ts';

/** What is read at the start only and is another in the file by now: a sentence each, which says what to do. */
export function waitsForRestart(atStart: Config, inFile: Config): readonly string[] {
  const waits: string[] = [];
  if (inFile.prefix !== atStart.prefix) {
    waits.push(
      `prefix stays ${atStart.prefix} until a restart, and the file says ${inFile.prefix}: put it back. To change it, first run ` +
        `release-all --prefix ${atStart.prefix} --stop-operator NAMESPACE/NAME, since Nodes keep the finalizer that they have ` +
        '(docs/upgrade.md)',
    );
  }
  const [was, is] = [atStart.cleanup.concurrency, inFile.cleanup.concurrency];
  if (is !== was) {
    waits.push(`cleanup.concurrency stays ${was} until a restart, and the file says ${is}: restart the operator`);
  }
  return waits;
}
