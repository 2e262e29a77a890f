// Makes docs/images/status-page.png: the status page in a headless Chromium, with removals as they are in practice.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Overview, TaskView } from '../lib/cleanup/status-page/overview.ts';
import { statusPages } from '../lib/cleanup/status-page/pages.ts';
import { systemClock } from '../lib/time/clock.ts';
import { findBrowser, Tab } from './browser.ts';
import { Supervisor } from './control-plane/supervisor.ts';

const OUTPUT = 'docs/images/status-page.png';
const USAGE = `Usage: npm run screenshot\n\nWrites ${OUTPUT}. It needs Chromium in PATH, or named by the variable CHROME.`;

const task = (name: string, state: TaskView['state'], message = ''): TaskView => ({ name, state, message });

function sample(): Overview {
  const now = Date.now();
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  return {
    at: new Date(now).toISOString(),
    nodes: { total: 42, guarded: 42, beingDeleted: 2 },
    removals: [
      {
        node: 'worker-17',
        name: 'worker-17-3fa94c02',
        phase: 'Blocked',
        message: 'local-volumes is blocked: the claim shop/postgres-data (local-path) has its only copy on this Node',
        requestedAt: ago(14),
        isDead: false,
        tasks: [
          task('cordon', 'Done', 'cordoned and tainted'),
          task('local-volumes', 'Blocked', 'the claim shop/postgres-data (local-path) has its only copy on this Node'),
          task('longhorn-evacuate', 'Waiting', '2 replicas left, 12.4 GiB'),
          task('drain', 'Pending'),
          task('volumes-detach', 'Pending'),
        ],
      },
      {
        node: 'worker-4',
        name: 'worker-4-81d2c7aa',
        phase: 'Running',
        message: 'drain: waiting for 3 pods to end: shop/web-7d4b, shop/web-9f1c, batch/report-x2',
        requestedAt: ago(2),
        isDead: false,
        tasks: [
          task('cordon', 'Done', 'cordoned and tainted'),
          task('local-volumes', 'Done', 'nothing on this Node alone'),
          task('longhorn-evacuate', 'Skipped', 'Longhorn is not installed'),
          task('drain', 'Waiting', 'waiting for 3 pods to end: shop/web-7d4b, shop/web-9f1c, batch/report-x2'),
          task('volumes-detach', 'Pending'),
        ],
      },
      {
        node: 'worker-9',
        name: 'worker-9-5b0e6d11',
        phase: 'Completed',
        message: '',
        requestedAt: ago(55),
        finishedAt: ago(48),
        isDead: false,
        tasks: [],
      },
    ],
    more: 0,
  };
}

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const browser = findBrowser(existsSync);
if (browser === undefined) {
  console.error(`There is no Chromium.\n\n${USAGE}`);
  process.exit(2);
}
const pages: Readonly<Record<string, ReturnType<typeof statusPages>['/status']>> = statusPages(sample, systemClock);
const server = createServer((request, response) => {
  const page = pages[request.url ?? ''];
  if (page === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': page.contentType }).end(page.render());
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' ? address?.port : undefined;
await using supervisor = new Supervisor();
const profile = mkdtempSync(join(tmpdir(), 'screenshot-'));
supervisor.removeAtEnd(profile);
{
  using tab = await Tab.open(supervisor, browser, profile, `http://127.0.0.1:${port}/status`);
  while (!(await tab.text()).includes('live')) await delay(100);
  writeFileSync(fileURLToPath(new URL(`../${OUTPUT}`, import.meta.url)), await tab.screenshot());
}
server.close();
server.closeAllConnections();
console.log(`${OUTPUT} written`);
