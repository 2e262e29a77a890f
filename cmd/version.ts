import { readFileSync } from 'node:fs';
import { stringAt } from '../lib/kube/json.ts';

/** hack/build.ts puts the version in; sources that run as they are look it up. */
export function version(): string {
  return process.env.NODE_CLEANUP_WEBHOOK_VERSION ?? fromPackage();
}

function fromPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return stringAt(manifest, 'version') ?? 'unknown';
}
