// Writes dist/sbom.cdx.json: whose code is in the built file, in CycloneDX, with what package-lock.json knows of each.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { onlyShipped } from './shipped.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const OUTPUT = 'dist/sbom.cdx.json';
const ARGS = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];

if (process.argv.includes('--help')) {
  console.log(`Usage: npm run sbom\n\nWrites ${OUTPUT}, a CycloneDX list of the packages whose code is shipped.`);
  process.exit(0);
}
const installed = execFileSync('npm', ARGS, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const { name } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const { packages } = await bundle();
const sbom = onlyShipped(JSON.parse(installed), name, packages);
mkdirSync(`${root}/dist`, { recursive: true });
writeFileSync(`${root}/${OUTPUT}`, `${JSON.stringify(sbom, undefined, 2)}\n`);
console.log(`${OUTPUT}: ${sbom.components.length} components`);
