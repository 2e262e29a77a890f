// Writes what is made from code: the validator of the configuration, pages of the documentation and files of the chart.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationPage } from '../lib/config/page.ts';
import { schemaFor } from '../lib/config/schema.ts';
import { SELECTOR_FORMAT } from '../lib/config/schema-parts.ts';
import type { JsonSchema } from '../lib/config/task-kind.ts';
import { TASK_KINDS } from '../lib/tasks/registry.ts';
import { chartFiles } from './chart/files.ts';
import { chartRights } from './chart/rights-file.ts';
import { DASHBOARD, dashboard } from './dashboard/dashboard.ts';
import { eventsPage } from './pages/events-page.ts';
import { metricsPage } from './pages/metrics-page.ts';
import { rightsPage } from './pages/rights-page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const USAGE = `Usage: node hack/generate.ts [--check]

Writes the files that are made from code. With --check it writes nothing and fails when one of them is not current.`;

/** ajv is CommonJS whose types and exports do not agree on what is the default; only its result is shipped. */
async function validatorFor(schema: JsonSchema): Promise<string> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const { build } = await import('esbuild');
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    // A choice between required properties names those of the schema around it.
    strictRequired: false,
    // What depends on the kind of task narrows a type that is given outside.
    strictTypes: false,
    // Read by lib/config/checks.ts.
    formats: { [SELECTOR_FORMAT]: true },
    code: { source: true, esm: true },
  });
  const contents = standalone.default(ajv, ajv.compile(schema));
  // Resolves what the code may import of ajv itself, so that nothing of it is needed where it runs.
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160,
  });
  const code = outputFiles[0]?.text ?? '';
  return `// Made by hack/generate.ts from lib/config/schema.ts. Do not edit.\n${code}`;
}

async function isCurrent(file: string, content: string): Promise<boolean> {
  return (await readFile(`${root}/${file}`, 'utf8').catch(() => '')) === content;
}

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = args.find((arg) => arg !== '--check');
if (unknown !== undefined) {
  console.error(`There is no option ${unknown}.\n\n${USAGE}`);
  process.exit(2);
}

const files: Readonly<Record<string, string>> = {
  'lib/config/validator.generated.mjs': await validatorFor(schemaFor(TASK_KINDS)),
  'docs/configuration.md': configurationPage(TASK_KINDS),
  ...chartFiles(root, TASK_KINDS),
  'charts/node-cleanup-webhook/files/rights.yaml': chartRights(TASK_KINDS),
  'docs/rights.md': rightsPage(TASK_KINDS),
  'docs/metrics.md': metricsPage(),
  'docs/events.md': eventsPage(),
  [DASHBOARD]: dashboard(),
};
for (const [file, content] of Object.entries(files)) {
  if (await isCurrent(file, content)) continue;
  if (args.includes('--check')) {
    console.error(`${file} is not current; run node hack/generate.ts`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(`${root}/${file}`), { recursive: true });
    await writeFile(`${root}/${file}`, content);
    console.log(`${file} written`);
  }
}
