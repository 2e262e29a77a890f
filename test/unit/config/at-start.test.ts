import { expect, it } from 'vitest';
import { waitsForRestart } from '../../../lib/config/at-start.ts';
import { defaultConfig } from '../../../lib/config/load.ts';
import { KINDS } from './sample.ts';

const config = defaultConfig(KINDS);
const other = {
  ...config,
  prefix: 'example.com',
  nodeSelector: 'pool=a',
  cleanup: { ...config.cleanup, concurrency: 3, keepFinishedMs: 0 },
};

it('what is taken while the operator runs waits for nothing', () => {
  const { nodeSelector, cleanup } = other;
  const live = { ...config, nodeSelector, cleanup: { ...cleanup, concurrency: config.cleanup.concurrency } };
  expect(waitsForRestart(config, live)).toEqual([]);
});

it('what is read at the start only is told with both values and what to do', () => {
  expect(waitsForRestart(config, other)).toEqual([
    'prefix stays infra.894.io until a restart, and the file says example.com: put it back. To change it, first run release-all --prefix infra.894.io --stop-operator NAMESPACE/NAME, since Nodes keep the finalizer that they have (docs/upgrade.md)',
    'cleanup.concurrency stays 10 until a restart, and the file says 3: restart the operator',
  ]);
});
