import { randomBytes } from 'node:crypto';
import { type Finding, verify as verifyInstallation } from '../lib/cleanup/verify/checks.ts';
import { defaultConfig } from '../lib/config/load.ts';
import { judge, readBytes } from '../lib/config/read.ts';
import { nodeKeys } from '../lib/node/keys.ts';
import { TASK_KINDS } from '../lib/tasks/registry.ts';
import { systemClock } from '../lib/time/clock.ts';
import { parseDuration } from '../lib/time/duration.ts';
import { CLUSTER_OPTIONS, openCluster } from './cluster.ts';
import { command } from './command.ts';
import { type CommandLine, type CommandSpec, usage } from './command-line.ts';
import { checkSelector, selectorOf } from './configuration.ts';
import { namespacedName } from './namespaced-name.ts';

const SPEC: CommandSpec = {
  name: 'verify',
  summary: 'Tells whether what is installed works: ready, asked about new Nodes, none left without the finalizer.',
  description: `
Asks the operator through the API server whether it is ready, creates a Node as a dry run to see whether it gets the
finalizer, and looks for Nodes that should have it and do not. What is not well yet is looked at again until
the timeout. It changes nothing; "helm test" runs it.`,
  arguments: ['NAMESPACE/NAME'],
  options: [
    ...CLUSTER_OPTIONS,
    {
      name: 'config',
      value: 'FILE',
      env: 'CONFIG',
      description:
        'What the operator is configured with, to tell which Nodes should be guarded; without it the defaults',
    },
    { name: 'timeout', value: 'DURATION', default: '60s', description: 'How long it may take until all is well' },
  ],
  exits: {
    0: 'All is well',
    1: 'Something unexpected',
    2: 'The command line, the configuration or the kubeconfig is wrong',
    3: 'Something is not well, or the cluster does not answer; it says what',
  },
  examples: ['node-cleanup-webhook verify node-cleanup/node-cleanup-webhook'],
};

const AGAIN_MS = 2_000;

export const verify = command(SPEC, async (line, io) => {
  const installation = namespacedName(line.arguments[0] ?? '', 'the argument');
  const deadline = systemClock.monotonic() + timeoutOf(line);
  const config = await configOf(line);
  await using cluster = await openCluster(line, io);
  const looked = {
    client: cluster.client,
    installation,
    keys: nodeKeys(config.prefix),
    selector: selectorOf(config),
    nodeName: `${installation.name}-test-${randomBytes(4).toString('hex')}`,
    signal: io.signal,
  };
  for (;;) {
    const findings = await verifyInstallation(looked);
    const isWell = findings.every(({ ok }) => ok);
    if (!isWell && systemClock.monotonic() + AGAIN_MS < deadline) {
      await systemClock.sleep(AGAIN_MS, io.signal);
      continue;
    }
    io.stdout.write(`${findings.map(describe).join('\n')}\n`);
    return isWell ? 0 : 3;
  }
});

const describe = ({ ok, message }: Finding): string => `${ok ? 'ok ' : 'BAD'} ${message.replaceAll('\n', '\n    ')}`;

async function configOf(line: CommandLine) {
  const file = line.value('config');
  if (file === undefined) return defaultConfig(TASK_KINDS);
  return (await judge(file, await readBytes(file), { kinds: TASK_KINDS, checkSelector })).config;
}

function timeoutOf(line: CommandLine): number {
  const text = line.value('timeout') ?? '';
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw usage(`--timeout is a duration such as 60s, not ${JSON.stringify(text)}`);
}
