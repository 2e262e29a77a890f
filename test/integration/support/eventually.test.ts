import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';

const options = { describe: 'the node to be gone', deadline: 60, every: 5 };

it('returns what it was waiting for', async () => {
  let looks = 0;
  const seen = await eventually(() => (looks++ < 3 ? undefined : 'here'), options);
  expect(seen).toBe('here');
});

it('says what was last seen when it gives up', async () => {
  const look = eventually(() => ({ phase: 'Terminating' }), { ...options, until: () => false });
  await expect(look).rejects.toThrow(/gave up after 0.06 s waiting for the node to be gone; last seen: .*Terminating/);
});

it('says why the last look failed', async () => {
  const look = eventually(() => Promise.reject(new Error('connection refused')), options);
  await expect(look).rejects.toThrow(/last seen: connection refused/);
});

it('does not hang with a look that hangs', async () => {
  await expect(eventually(() => new Promise(() => {}), options)).rejects.toThrow(/has not come back/);
});
