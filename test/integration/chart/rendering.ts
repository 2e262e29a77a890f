import { fileURLToPath } from 'node:url';
import { renderChart } from '../../../hack/chart/render.ts';
import { locateHelm } from '../../../hack/tools/helm/binary.ts';
import { type JsonObject, stringAt } from '../../../lib/kube/json.ts';

export const CHART = fileURLToPath(new URL('../../../charts/node-cleanup-webhook', import.meta.url));

export const helmProgram = (): Promise<string> => locateHelm({ env: process.env, report: console.error });

/** What the chart makes without a cluster to ask; rejects with what helm says. */
export async function render(settings: readonly string[], namespace = 'node-cleanup'): Promise<readonly JsonObject[]> {
  const args = settings.flatMap((setting) => ['--set', setting]);
  return renderChart({ helm: await helmProgram(), chart: CHART, namespace, args });
}

export function find(objects: readonly JsonObject[], kind: string, name = 'node-cleanup-webhook'): JsonObject {
  const found = objects.find(
    (object) => stringAt(object, 'kind') === kind && stringAt(object, 'metadata', 'name') === name,
  );
  if (found === undefined) throw new Error(`the chart makes no ${kind} ${name}`);
  return found;
}

export const has = (objects: readonly JsonObject[], kind: string): boolean =>
  objects.some((object) => stringAt(object, 'kind') === kind);
