// Makes dist/node-cleanup-webhook.mjs: the whole product in one file that runs with nothing else installed.
import { chmod, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const NODE_MAJOR = 24;
const OUTPUT = 'dist/node-cleanup-webhook.mjs';

if (process.argv.includes('--help')) {
  console.log(`Usage: npm run build\n\nBundles cmd/main.ts and its dependencies into ${OUTPUT}.`);
  process.exit(0);
}

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
  outfile: OUTPUT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  // Older syntax than Node 24 has, so that an older Node gets as far as the sentence below.
  target: 'es2022',
  minify: true,
  keepNames: true,
  legalComments: 'linked',
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
await chmod(`${root}/${OUTPUT}`, 0o755);
const bytes = Object.values(result.metafile.outputs).reduce((most, output) => Math.max(most, output.bytes), 0);
console.log(`${OUTPUT} ${(bytes / 1e6).toFixed(2)} MB`);
