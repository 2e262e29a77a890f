import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, Tab } from '../../hack/browser.ts';
import { installCrd, SKIP } from '../integration/cleanup/spine.ts';
import { eventually } from '../support/eventually.ts';
import { createNode } from '../support/nodes.ts';
import { startOperator } from '../support/operator.ts';
import { useCluster } from '../support/test-cluster.ts';

const cluster = useCluster();
const browser = findBrowser(existsSync);
/** What the hook says, which must reach people as it is and never as markup. */
const REFUSAL = 'change freeze until Monday <img src=x onerror=alert(1)>';

beforeAll(() => installCrd(cluster));

/** An approval hook that refuses. */
async function refusingHook(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ message: REFUSAL }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cluster.atEnd(async () => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/approve`;
}

describe('the status page', () => {
  test('is not there unless it is asked for', async () => {
    const operator = await startOperator(cluster, { name: 'without' });
    await operator.waitReady();
    expect((await operator.health('/status')).status).toBe(404);
    expect((await operator.health('/status.json')).status).toBe(404);
    await operator.kill();
  });

  // Where CI is set a browser is part of what CI installs, and its absence a failure.
  test.skipIf(browser === undefined && !process.env.CI)(
    'shows in a browser what blocks, and follows what happens without being loaded again',
    { timeout: 180_000 },
    async () => {
      if (browser === undefined) throw new Error('there is no Chromium in PATH; the variable CHROME may name one');
      const config = {
        cleanup: {
          tasks: [{ task: 'cordon' }, { task: 'http', name: 'approval', options: { url: await refusingHook() } }],
        },
      };
      const operator = await startOperator(cluster, { config, args: ['--status-page', 'true'] });
      await operator.waitReady();
      const {
        metadata: { name },
      } = await createNode(cluster, 'worker', { finalizers: ['infra.894.io/node-cleanup'] });

      const url = `http://127.0.0.1:${await operator.healthPort()}/status`;
      using tab = await Tab.open(cluster.supervisor, browser, {
        profile: cluster.folder('browser'),
        url,
        size: { width: 1100, height: 740 },
      });
      const shows = (what: string, until: (text: string) => boolean) =>
        eventually(() => tab.text(), { describe: `the page to show ${what}`, until, deadline: 60_000 });
      await shows('the Nodes', (text) => /[1-9]\d* of \d+ Nodes guarded/.test(text) && text.includes('live'));

      await cluster.api.delete(`/api/v1/nodes/${name}`);
      const blocked = await shows('what blocks', (text) => text.includes(name) && text.includes('Blocked'));
      expect(blocked).toContain(REFUSAL);
      expect(blocked).toMatch(/cordon\s+Done/);
      expect(blocked).toMatch(/kubectl describe ncl \S+/);

      const annotated = await cluster.kubectl(['annotate', 'node', name, `${SKIP}=true`]);
      expect(annotated.code).toBe(0);
      await shows('that it was skipped', (text) => /Skipped/.test(text) && !text.includes('kubectl describe'));
      expect(tab.complaints).toEqual([]);

      await operator.kill();
      await shows('that nobody answers', (text) => text.includes('no answer'));
    },
  );
});
