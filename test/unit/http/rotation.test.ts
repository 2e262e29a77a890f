import { Agent } from 'node:https';
import { expect, onTestFinished, test } from 'vitest';
import type { KeyPair } from '../../../hack/certificates.ts';
import { mountCertificate } from '../../support/certificate-folder.ts';
import { eventually } from '../../support/eventually.ts';
import {
  authority,
  call,
  dial,
  issue,
  NODE,
  type Reply,
  review,
  startWebhook,
  temporaryFolder,
  type Webhook,
  writePair,
} from './support.ts';

interface Load {
  readonly replies: readonly Reply[];
  readonly errors: readonly unknown[];
  end(): Promise<void>;
}

/** Callers that keep their connections, as API servers do, and ask without a pause. */
function keepAsking(webhook: Webhook, callers: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const replies: Reply[] = [];
  const errors: unknown[] = [];
  let ending = false;
  const body = review(NODE);
  const ask = async () => {
    while (!ending) {
      await call(webhook.port, { body, agent }).then(
        (reply) => replies.push(reply),
        (error: unknown) => errors.push(error),
      );
    }
  };
  const asking = Promise.all(Array.from({ length: callers }, ask));
  const end = async () => {
    ending = true;
    await asking;
    agent.destroy();
  };
  onTestFinished(end);
  return { replies, errors, end };
}

async function presented(webhook: Webhook): Promise<string | undefined> {
  const socket = await dial(webhook.port);
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256;
  socket.destroy();
  return fingerprint;
}

test('a hundred rotations under load lose no request, and each is presented to who connects next', {
  timeout: 60_000,
}, async () => {
  const folder = temporaryFolder();
  mountCertificate(folder, issue(), authority.cert);
  const webhook = await startWebhook({ folder });
  const load = keepAsking(webhook, 8);
  const seen = new Set<string>();
  for (let rotation = 0; rotation < 100; rotation++) {
    const pair = issue();
    mountCertificate(folder, pair, authority.cert);
    await eventually(() => webhook.certificates.current.cert === pair.cert, {
      describe: `rotation ${rotation} to be loaded`,
      every: 2,
    });
    const fingerprint = webhook.certificates.current.fingerprint256;
    expect(await presented(webhook)).toBe(fingerprint);
    seen.add(fingerprint);
  }
  await load.end();
  expect(load.errors).toEqual([]);
  expect(new Set(load.replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect(seen.size).toBe(100);
  expect(load.replies.length).toBeGreaterThan(100);
});

test('pairs that are written one file after the other never break the service', { timeout: 60_000 }, async () => {
  const webhook = await startWebhook();
  const load = keepAsking(webhook, 4);
  for (let rotation = 0; rotation < 20; rotation++) {
    const pair: KeyPair = issue();
    writePair(webhook.folder, pair);
    await eventually(() => webhook.certificates.current.cert === pair.cert, {
      describe: `rotation ${rotation} to be loaded`,
      every: 2,
    });
  }
  await load.end();
  expect(load.errors).toEqual([]);
  expect(new Set(load.replies.map(({ status }) => status))).toEqual(new Set([200]));
});

test('an old connection is asked to close with its next answer, a new one is kept', async () => {
  const webhook = await startWebhook();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = async () => (await call(webhook.port, { body: review(NODE), agent })).headers.connection;
  expect(await ask()).toBe('keep-alive');
  expect(await ask()).toBe('keep-alive');
  const pair = issue();
  writePair(webhook.folder, pair);
  await eventually(() => webhook.certificates.current.cert === pair.cert, { describe: 'the new pair to be in use' });
  expect(await ask()).toBe('close');
  expect(await ask()).toBe('keep-alive');
});

test('an API server that trusts only the new authority reaches the webhook after the rotation', async () => {
  const webhook = await startWebhook();
  const { createAuthority, LOOPBACK_HOSTS } = await import('../../../hack/certificates.ts');
  const successor = createAuthority('the next authority');
  await expect(dial(webhook.port, { ca: successor.cert })).rejects.toThrow();
  const pair = successor.issue({ commonName: 'node-cleanup-webhook', hosts: LOOPBACK_HOSTS });
  writePair(webhook.folder, pair);
  await eventually(() => webhook.certificates.current.cert === pair.cert, { describe: 'the new pair to be in use' });
  await dial(webhook.port, { ca: successor.cert });
});

test('a TLS session of before the rotation is not resumed, so that nobody is shown the old certificate', async () => {
  const webhook = await startWebhook();
  const first = await dial(webhook.port, { maxVersion: 'TLSv1.2' });
  const session = first.getSession();
  const again = await dial(webhook.port, { maxVersion: 'TLSv1.2', ...(session ? { session } : {}) });
  expect(again.isSessionReused()).toBe(true);
  const pair = issue();
  writePair(webhook.folder, pair);
  await eventually(() => webhook.certificates.current.cert === pair.cert, { describe: 'the new pair to be in use' });
  const after = await dial(webhook.port, { maxVersion: 'TLSv1.2', ...(session ? { session } : {}) });
  expect(after.isSessionReused()).toBe(false);
});
