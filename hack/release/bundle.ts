import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type BundledPackage, packageFolders, readPackage } from './licences.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NODE_MAJOR = 24;

export interface Bundle {
  readonly bytes: number;
  /** Whose code is in it, besides ours. */
  readonly packages: readonly BundledPackage[];
}

/** Bundles cmd/main.ts and its dependencies into one file; without a name for it only looks at what would be in there. */
export async function bundle(outfile?: string): Promise<Bundle> {
  const { version } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['cmd/main.ts'],
    ...(outfile === undefined ? { write: false } : { outfile }),
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
  const outputs = Object.values(metafile.outputs);
  const bundled = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  // The validator of the configuration, made by hack/generate.ts, has a few functions of ajv in it.
  const folders = ['node_modules/ajv', ...packageFolders(bundled.map(([file]) => file))];
  const packages = await Promise.all(folders.map((folder) => readPackage(root, folder)));
  return { bytes: Math.max(...outputs.map(({ bytes }) => bytes)), packages };
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
