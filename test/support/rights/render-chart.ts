import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { WITH_HOOKS } from '../../../hack/chart/render.ts';
import { run } from '../../../hack/control-plane/command.ts';
import { locateHelm } from '../../../hack/tools/helm/binary.ts';
import { isObject, type JsonObject } from '../../../lib/kube/json.ts';

const CHART = fileURLToPath(new URL('../../../charts/node-cleanup-webhook', import.meta.url));

/** What `helm template` makes of these values, without asking a cluster and without their schema. */
export async function renderChart(values: object, namespace = 'ops'): Promise<readonly JsonObject[]> {
  const report = (line: string) => process.stderr.write(`helm: ${line}\n`);
  const helm = await locateHelm({ env: process.env, report });
  const args = [
    'template',
    'release',
    CHART,
    '--namespace',
    namespace,
    '--skip-schema-validation',
    ...WITH_HOOKS,
    '--values',
    '-',
  ];
  const { code, stdout, stderr } = await run(helm, args, {
    input: JSON.stringify(values),
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
  });
  if (code !== 0) throw new Error(`helm template: ${stderr}`);
  return parseAllDocuments(stdout)
    .map((document): unknown => document.toJS())
    .filter(isObject);
}
