// Makes the pictures in docs/images that show what a person sees, in a headless Chromium.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
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
Each is made of a run on a control plane of its own, as npm run demo has it. It needs Chromium in PATH, or named by the
variable CHROME.`;

async function take(browser: string, picture: Picture, signal: AbortSignal): Promise<void> {
  await using sight = await picture.open(signal);
  await using supervisor = new Supervisor();
  const profile = mkdtempSync(join(tmpdir(), 'screenshot-'));
  supervisor.removeAtEnd(profile);
  {
    const size = { width: picture.width, height: 100 };
    using tab = await Tab.open(supervisor, browser, { profile, url: sight.url, size });
    for (;;) {
      const text = await tab.text();
      if (picture.until.every((wanted) => text.includes(wanted))) break;
      await delay(100, undefined, { signal });
    }
    writeFileSync(fileURLToPath(new URL(`../${picture.file}`, import.meta.url)), await tab.screenshot());
  }
  console.log(`${picture.file} written`);
}

const names = process.argv.slice(2);
const browser = findBrowser(existsSync);
if (names.includes('--help') || browser === undefined) {
  console.log(browser === undefined ? `There is no Chromium.\n\n${USAGE}` : USAGE);
  process.exit(browser === undefined ? 2 : 0);
}
const wanted = PICTURES.filter(({ file }) => names.length === 0 || names.some((name) => file.includes(name)));
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(signal));
for (const picture of wanted) await take(browser, picture, stop.signal);
