import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from '../../control-plane/build.ts';
import { locateTool } from '../locate.ts';
import { moduleFolder } from '../module-folder.ts';

const MODULE = 'github.com/cert-manager/cert-manager';

/** The path of main.go's program: cert-manager's controllers and its cainjector in one. */
export function locateCertManager(options: BuildOptions): Promise<string> {
  return locateTool('cert-manager', options);
}

/** Its CustomResourceDefinitions, as YAML, as far as main.go has controllers for them. */
export async function certManagerDefinitions(options: BuildOptions): Promise<string> {
  const folder = await moduleFolder('cert-manager', MODULE, options);
  const files = ['certificates', 'certificaterequests', 'issuers', 'clusterissuers'];
  return files
    .map((name) => readFileSync(join(folder, `deploy/crds/cert-manager.io_${name}.yaml`), 'utf8'))
    .join('---\n');
}
