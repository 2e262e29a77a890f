import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { isObject, type JsonObject, listAt } from '../../../lib/kube/json.ts';
import type { TestCluster } from '../test-cluster.ts';
import { CHART } from './helm.ts';

const FILE = 'files/crds/nodecleanups.infra.894.io.yaml';
const DEFINITION = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/nodecleanups.infra.894.io';

/** A copy of the chart as an earlier version could have been: its kind has these columns only. */
export function earlierChart(version: string, columns: number, folder: string): string {
  cpSync(CHART, folder, { recursive: true });
  edit(join(folder, 'Chart.yaml'), (chart) => ({ ...chart, version, appVersion: version }));
  edit(join(folder, FILE), (definition) => {
    const spec = isObject(definition.spec) ? definition.spec : {};
    const versions = listAt(spec, 'versions').filter(isObject);
    const withFewer = versions.map((served) => ({
      ...served,
      additionalPrinterColumns: columnsOf(served).slice(0, columns),
    }));
    return { ...definition, spec: { ...spec, versions: withFewer } };
  });
  return folder;
}

export const definitionIn = (chart: string): string => readFileSync(join(chart, FILE), 'utf8');

/** Names of the columns that `kubectl get nodecleanups` prints. */
export async function printedColumns({ api }: TestCluster): Promise<readonly unknown[]> {
  const definition = await api.get(DEFINITION);
  return listAt(definition.spec, 'versions')
    .flatMap(columnsOf)
    .flatMap((column) => (isObject(column) ? [column.name] : []));
}

function columnsOf(version: unknown): readonly unknown[] {
  return listAt(version, 'additionalPrinterColumns');
}

function edit(path: string, change: (content: JsonObject) => JsonObject): void {
  const content: unknown = parse(readFileSync(path, 'utf8'));
  writeFileSync(path, stringify(change(isObject(content) ? content : {})));
}
