// Writes dist/sbom.cdx.json: what is shipped, as npm knows it from the lock file, in CycloneDX.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const OUTPUT = 'dist/sbom.cdx.json';
const ARGS = [
  'sbom',
  '--sbom-format=cyclonedx',
  '--sbom-type=application',
  '--package-lock-only',
  '--omit=dev',
  '--omit=optional',
];

if (process.argv.includes('--help')) {
  console.log(`Usage: npm run sbom\n\nWrites ${OUTPUT}, a CycloneDX list of the packages that are shipped.`);
  process.exit(0);
}
const text = execFileSync('npm', ARGS, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const { components }: { readonly components?: unknown } = JSON.parse(text);
if (!Array.isArray(components) || components.length === 0) throw new Error('npm sbom lists no components');
mkdirSync(`${root}/dist`, { recursive: true });
writeFileSync(`${root}/${OUTPUT}`, text);
console.log(`${OUTPUT}: ${components.length} components`);
