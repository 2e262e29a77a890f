// What the release workflow asks for, so that it can be tried without one.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { disagreements, notesOf, type Versions } from './versions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const USAGE = `Usage: npm run release:check -- TAG    fails unless everything that has a version has that of the tag v1.2.3
       npm run release:notes -- TAG    prints what CHANGELOG.md says of it`;

const read = (file: string): Promise<string> => readFile(`${root}/${file}`, 'utf8');

async function versions(): Promise<Versions> {
  return {
    manifest: await read('package.json'),
    lock: await read('package-lock.json'),
    chart: await read('charts/node-cleanup-webhook/Chart.yaml'),
    changelog: await read('CHANGELOG.md'),
  };
}

const [command, tag = ''] = process.argv.slice(2);
if (!/^v\d+\.\d+\.\d+/.test(tag) || (command !== 'check' && command !== 'notes')) {
  console.error(USAGE);
  process.exit(2);
}
const version = tag.slice(1);
const found = await versions();
const wrong = disagreements(version, found);
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
if (command === 'notes') console.log(notesOf(version, found.changelog));
