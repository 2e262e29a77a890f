import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { CUSTOM_RESOURCE_DEFINITIONS } from '../../cmd/crds.ts';
import { schemaFor } from '../../lib/config/schema.ts';
import type { TaskKind } from '../../lib/config/task-kind.ts';
import { stringAt } from '../../lib/kube/json.ts';
import { chartPage } from './page.ts';
import { readValues } from './values.ts';
import { valuesSchema } from './values-schema.ts';

const CHART = 'charts/node-cleanup-webhook';

/** What of the chart is made from values.yaml and from code, by path. */
export function chartFiles(root: string, kinds: readonly TaskKind[]): Readonly<Record<string, string>> {
  const values = readValues(readFileSync(`${root}/${CHART}/values.yaml`, 'utf8'));
  return {
    [`${CHART}/values.schema.json`]: `${JSON.stringify(valuesSchema(values, schemaFor(kinds)), undefined, 2)}\n`,
    [`${CHART}/README.md`]: chartPage(values),
    ...Object.fromEntries(CUSTOM_RESOURCE_DEFINITIONS.map(crdFile)),
  };
}

function crdFile(definition: object): readonly [string, string] {
  const name = stringAt(definition, 'metadata', 'name') ?? '';
  const yaml = stringify(definition, { aliasDuplicateObjects: false, lineWidth: 120 });
  return [`${CHART}/files/crds/${name}.yaml`, `# Made by hack/generate.ts. Do not edit.\n${yaml}`];
}
