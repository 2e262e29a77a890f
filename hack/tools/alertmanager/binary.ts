import { chmodSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from '../../control-plane/build.ts';
import { locateTool } from '../locate.ts';
import { moduleFolder } from '../module-folder.ts';

const MODULE = 'github.com/prometheus/alertmanager';

/** The path of an Alertmanager. */
export function locateAlertmanager(options: BuildOptions): Promise<string> {
  return locateTool('alertmanager', options, { source: copyWithPage, goPackage: './cmd/alertmanager' });
}

/** What it embeds is made by npm and not part of the module. Its API does without. */
async function copyWithPage(draft: string, options: BuildOptions): Promise<string> {
  const source = join(draft, 'source');
  copyWritable(await moduleFolder('alertmanager', MODULE, options), source);
  mkdirSync(join(source, 'ui/app/dist'), { recursive: true });
  writeFileSync(join(source, 'ui/app/dist/index.html'), '<!doctype html>\n');
  return source;
}

/** Go's folders are read-only, and a copy of one could be neither added to nor removed. */
function copyWritable(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}
