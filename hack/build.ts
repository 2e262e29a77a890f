// Makes dist/node-cleanup-webhook.mjs: the whole product in one file that runs with nothing else installed.
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { licenceReport, packageFolders, readPackage } from './release/licences.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const NODE_MAJOR = 24;
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

/** client-node does not say `sideEffects: false`, but its modules have none: its 1,000 models, which we do not use, can go. */
const clientNodeWithoutModels: Plugin = {
  name: 'client-node-without-models',
  setup(builder) {
    builder.onResolve(
      { filter: /^(\.|@kubernetes\/client-node)/ },
      async ({ path, importer, resolveDir, kind, pluginData }) => {
        const ours = path.startsWith('@kubernetes/') || importer.includes('/node_modules/@kubernetes/client-node/');
        if (!ours || pluginData === 'resolved') return undefined;
        const resolved = await builder.resolve(path, { importer, resolveDir, kind, pluginData: 'resolved' });
        return resolved.errors.length > 0 ? undefined : { path: resolved.path, sideEffects: false };
      },
    );
  },
};

const { version } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
const result = await build({
  absWorkingDir: root,
  entryPoints: ['cmd/main.ts'],
  outfile: `${outdir}/${FILE}`,
  bundle: true,
  platform: 'node',
  format: 'esm',
  // Older syntax than Node 24 has, so that an older Node gets as far as the sentence below.
  target: 'es2022',
  minify: true,
  keepNames: true,
  // The whole licences are in the file beside it.
  legalComments: 'none',
  metafile: true,
  define: { 'process.env.NODE_CLEANUP_WEBHOOK_VERSION': JSON.stringify(version) },
  banner: {
    js: [
      // Dependencies in CommonJS call require; an ES module has none of its own.
      "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
      `if(Number.parseInt(process.versions.node)<${NODE_MAJOR}){process.stderr.write('error: USAGE: node-cleanup-webhook needs Node ${NODE_MAJOR} or newer, this is '+process.version+'\\n');process.exit(2)}`,
    ].join('\n'),
  },
  plugins: [clientNodeWithoutModels],
  logLevel: 'warning',
});
await chmod(`${outdir}/${FILE}`, 0o755);
const bundled = Object.values(result.metafile.outputs).flatMap(({ inputs }) =>
  Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
);
// The validator of the configuration, made by hack/generate.ts, has a few functions of ajv in it.
const folders = ['node_modules/ajv', ...packageFolders(bundled.map(([file]) => file))];
const packages = await Promise.all(folders.map((folder) => readPackage(root, folder)));
await writeFile(`${outdir}/${LICENCES}`, licenceReport(packages));
const bytes = Object.values(result.metafile.outputs).reduce((most, output) => Math.max(most, output.bytes), 0);
console.log(`${FILE} ${(bytes / 1e6).toFixed(2)} MB, with code of ${packages.length} packages (${LICENCES})`);
