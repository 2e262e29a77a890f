import { expect, test } from 'vitest';
import { lastWordsOf } from '../../../../lib/tasks/job/last-words.ts';
import { FakeKubeClient } from '../../../support/fake-kube-client.ts';
import { container, pod } from './sample.ts';

const failed = (message: string) =>
  pod({ phase: 'Failed', message, containers: [container({ ended: { exitCode: 3, reason: 'Error' } })] });

test.each(['', 'e'.repeat(5_000)])(
  'what a pod leaves to tell has its exit code and the end of its log, and leaves room for the way out: %#',
  async (message) => {
    const client = new FakeKubeClient();
    client.texts.set('tool-1-abcde', `${'x'.repeat(5_000)} no such disk`);
    const words = await lastWordsOf(client, [failed(message)], 20, new AbortController().signal);
    expect(words).toMatch(
      /^Its pod tools\/tool-1-abcde failed: its container main ended with exit code 3.*no such disk$/,
    );
    expect(words.length).toBeLessThanOrEqual(520);
  },
);
