// Makes the pictures in docs/images that show what a person sees, in a headless Chromium.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findBrowser, Tab } from './browser.ts';
import { Supervisor } from './control-plane/supervisor.ts';
import type { Picture } from './pictures/picture.ts';
import { statusPagePicture } from './pictures/status-page.ts';
import { terminalPicture } from './pictures/terminal.ts';

const PICTURES = [statusPagePicture, terminalPicture];
const USAGE = `Usage: npm run screenshot [-- NAME ...]

Writes ${PICTURES.map(({ file }) => file).join(' and ')}, or those whose file has one of the names in it.
It needs Chromium in PATH, or named by the variable CHROME.`;

async function take(browser: string, picture: Picture): Promise<void> {
  const pages = await picture.pages();
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
    const url = `http://127.0.0.1:${port}${Object.keys(pages)[0]}`;
    using tab = await Tab.open(supervisor, browser, { profile, url, size: picture.size });
    while (!(await tab.text()).includes(picture.until)) await delay(100);
    writeFileSync(fileURLToPath(new URL(`../${picture.file}`, import.meta.url)), await tab.screenshot());
  }
  server.close();
  server.closeAllConnections();
  console.log(`${picture.file} written`);
}

const names = process.argv.slice(2);
const browser = findBrowser(existsSync);
if (names.includes('--help') || browser === undefined) {
  console.log(browser === undefined ? `There is no Chromium.\n\n${USAGE}` : USAGE);
  process.exit(browser === undefined ? 2 : 0);
}
const wanted = PICTURES.filter(({ file }) => names.length === 0 || names.some((name) => file.includes(name)));
for (const picture of wanted) await take(browser, picture);
