// Makes dist/node-cleanup-webhook.mjs: the whole product in one file that runs with nothing else installed.
import { chmod, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './release/bundle.ts';
import { licenceReport } from './release/licences.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const FILE = 'node-cleanup-webhook.mjs';
const LICENCES = 'THIRD-PARTY-LICENCES.txt';
const USAGE = `Usage: npm run build [-- --outdir FOLDER]

Bundles cmd/main.ts and its dependencies into FOLDER/${FILE}, and writes whose code that is, with the
licences, into FOLDER/${LICENCES}. Fails when a licence does not allow it. FOLDER is dist unless told.`;

const { values } = parseArgs({
  options: { outdir: { type: 'string', default: `${root}/dist` }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const outdir = resolve(values.outdir);
const { bytes, packages } = await bundle(`${outdir}/${FILE}`);
await chmod(`${outdir}/${FILE}`, 0o755);
await writeFile(`${outdir}/${LICENCES}`, licenceReport(packages));
console.log(`${FILE} ${(bytes / 1e6).toFixed(2)} MB, with code of ${packages.length} packages (${LICENCES})`);
