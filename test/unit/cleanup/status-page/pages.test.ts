import { expect, test } from 'vitest';
import type { Overview } from '../../../../lib/cleanup/status-page/overview.ts';
import { statusPages } from '../../../../lib/cleanup/status-page/pages.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

test('whoever asks again and again costs one look through all Nodes in a second', async () => {
  const clock = new FakeClock();
  let looks = 0;
  const overview = (): Overview => {
    looks += 1;
    return {
      at: new Date(clock.now()).toISOString(),
      nodes: { total: looks, guarded: 0, beingDeleted: 0 },
      removals: [],
      more: 0,
    };
  };
  const page = statusPages(overview, clock)['/status.json'];
  const first = page.render();
  await clock.advance(900);
  expect(page.render()).toBe(first);
  expect(looks).toBe(1);
  await clock.advance(100);
  expect(JSON.parse(page.render())).toMatchObject({ nodes: { total: 2 } });
});
