// Runs the tests and ends with the line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeLedger, LEDGER } from '../test/support/rights/ledger.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const USAGE = `Usage: npm test [-- VITEST ARGUMENTS]             everything, with coverage of lib/
       npm run test:unit [-- VITEST ARGUMENTS]
       npm run test:integration [-- VITEST ARGUMENTS]

A file or a name narrows it down:  npm run test:unit -- test/unit/time -t "full jitter"`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const project = args[0] === 'unit' || args[0] === 'integration' ? args.shift() : undefined;
const everything = project === undefined && args.length === 0;

const scratch = await mkdtemp(join(tmpdir(), 'node-cleanup-test-'));
const report = join(scratch, 'report.json');
const ledger = join(scratch, 'rights');
const vitest = spawn(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...(project === undefined ? [] : ['--project', project]),
    ...(everything ? ['--coverage'] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, [LEDGER]: ledger } },
);
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => vitest.kill(signal));
process.on('SIGINT', () => {});
const code = await new Promise<number>((resolve) => vitest.on('exit', (status) => resolve(status ?? 130)));

const counts: unknown = await readFile(report, 'utf8').then(JSON.parse, () => undefined);
const rights = await judgeRights();
await rm(scratch, { recursive: true, force: true });
const tests = countsOf(counts);
const passed = tests.passed + rights.passed;
const failed = tests.failed + rights.failed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(code === 0 && (passed === 0 || failed > 0) ? 1 : code);

/**
 * One more check, of all control planes of the run together: nothing was forbidden to the product under the chart's rights,
 * and nothing is granted that it does not use. The latter can be told only when everything has run.
 */
async function judgeRights(): Promise<{ passed: number; failed: number }> {
  const { granted, unused, forbidden } = await judgeLedger(ledger);
  // A control plane that ran before keeps no such log.
  const mustTell = everything && !process.env.TEST_CLUSTER;
  if (granted === unused.length) {
    if (mustTell) console.log('rights: no control plane has told what was used');
    return { passed: 0, failed: mustTell ? 1 : 0 };
  }
  console.log(`rights: of ${granted} that the chart can grant ${granted - unused.length} were used`);
  for (const what of forbidden) console.log(`rights: forbidden, and should not be: ${what}`);
  if (mustTell) for (const right of unused) console.log(`rights: granted, and not used by any test: ${right}`);
  if (forbidden.length > 0 || (mustTell && unused.length > 0)) return { passed: 0, failed: 1 };
  return { passed: mustTell ? 1 : 0, failed: 0 };
}

/** A run that never got as far as a report is a failed one. */
function countsOf(json: unknown): { passed: number; failed: number } {
  if (typeof json !== 'object' || json === null) return { passed: 0, failed: 1 };
  const number = (field: string) => {
    const value: unknown = Reflect.get(json, field);
    return typeof value === 'number' ? value : 0;
  };
  // A file that could not be loaded has no tests of its own, but it failed all the same.
  const failed = Math.max(number('numFailedTests'), number('numFailedTestSuites') > 0 ? 1 : 0);
  return { passed: number('numPassedTests'), failed };
}
