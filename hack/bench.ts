// Runs the benchmarks: each figure beside its limit, measured in the same run.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Figure } from '../test/bench/figure.ts';
import { judge, table } from '../test/bench/table.ts';

const USAGE = `Usage: npm run bench -- [admission] [removal] [start] [memory] [--json]

Without a name all of them. Each figure stands beside its limit: what the same machine does in the same run when nothing
is done but what cannot be left out. The ratios are what to compare; the values depend on the machine. Leave it alone
meanwhile.

  admission   requests per second of the webhook, beside a bare node:https handler            (about 2 minutes)
  removal     1,000 Nodes deleted at once, and one at a time, beside a loop of raw writes;
              and what 1,000 Nodes cost whose tasks wait                                      (about 18 minutes)
  start       from the start of the process until it is ready                                 (about 1 minute)
  memory      idle, and with 15,000 Nodes of 14 kB on a real API server                       (about 8 minutes)

  --json      a line of JSON for each figure, and nothing else on standard output
  --help

A goal that is missed is said so and is no failure: this measures, it does not test.`;

type Run = () => Promise<readonly Figure[]>;

const BENCHES: Readonly<Record<string, () => Promise<{ run: Run }>>> = {
  admission: () => import('../test/bench/admission.ts'),
  removal: () => import('../test/bench/removal.ts'),
  start: () => import('../test/bench/start.ts'),
  memory: () => import('../test/bench/memory.ts'),
};

const root = fileURLToPath(new URL('..', import.meta.url));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const unknown = positionals.find((name) => !(name in BENCHES));
  if (unknown !== undefined) {
    console.error(`There is no benchmark ${unknown}.\n\n${USAGE}`);
    return 2;
  }
  buildProduct();
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  const missed: Figure[] = [];
  for (const name of names) {
    const figures = await measure(name);
    console.log(
      values.json ? figures.map((figure) => JSON.stringify(figure)).join('\n') : `\n${name}\n${table(figures)}`,
    );
    missed.push(...figures.filter((figure) => judge(figure) === 'missed'));
  }
  const many = missed.length === 1 ? '1 goal is' : `${missed.length} goals are`;
  console.error(missed.length === 0 ? '\nAll goals are met.' : `\n${many} missed, see above.`);
  return 0;
}

async function measure(name: string): Promise<readonly Figure[]> {
  const startedAt = performance.now();
  console.error(`${name}: measuring`);
  const { run } = (await BENCHES[name]?.()) ?? { run: async () => [] };
  const figures = await run();
  console.error(`${name}: done in ${Math.round((performance.now() - startedAt) / 1_000)} s`);
  return figures;
}

function buildProduct(): void {
  const { status } = spawnSync(process.execPath, ['hack/build.ts'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`the build ended with ${status}`);
}

process.exitCode = await main();
