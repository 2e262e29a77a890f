// Makes dist/node-cleanup-webhook.mjs: the whole product in one file that runs with nothing else installed.
import { chmod, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = 'dist/node-cleanup-webhook.mjs';

if (process.argv.includes('--help')) {
  console.log(`Usage: npm run build\n\nBundles cmd/main.ts and its dependencies into ${OUTPUT}.`);
  process.exit(0);
}

/** client-node and undici declare no `sideEffects`, but their modules have none: what is not used can go. */
const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  setup(builder) {
    builder.onResolve({ filter: /./ }, async (args) => {
      if (args.pluginData === 'resolved' || args.kind === 'entry-point') return undefined;
      const { path, namespace, external, errors, warnings } = await builder.resolve(args.path, {
        importer: args.importer,
        resolveDir: args.resolveDir,
        kind: args.kind,
        pluginData: 'resolved',
      });
      const pure = /node_modules\/@kubernetes\/client-node\//.test(path);
      return { path, namespace, external, errors, warnings, ...(pure ? { sideEffects: false } : {}) };
    });
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
  target: 'node24',
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  metafile: true,
  define: { 'process.env.NODE_CLEANUP_WEBHOOK_VERSION': JSON.stringify(version) },
  banner: {
    js: [
      '#!/usr/bin/env -S node --max-semi-space-size=4',
      // Dependencies in CommonJS call require; an ES module has none of its own.
      "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    ].join('\n'),
  },
  plugins: [withoutSideEffects],
  logLevel: 'warning',
});
await chmod(`${root}/${OUTPUT}`, 0o755);
const bytes = Object.values(result.metafile.outputs).reduce((most, output) => Math.max(most, output.bytes), 0);
console.log(`${OUTPUT} ${(bytes / 1e6).toFixed(2)} MB`);
