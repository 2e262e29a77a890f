// Renders the chart as plain manifests, for kubectl and kustomize.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import type { JsonObject } from '../../lib/kube/json.ts';
import { locateHelm } from '../tools/helm/binary.ts';
import { inOrderOfNeed, momentOf, renderChart, withoutHelm } from './render.ts';

const USAGE = `Usage: npm run manifests -- [--out FOLDER] [--namespace NAME] [--values FILE] [--set KEY=VALUE]

Renders the chart as plain manifests:

  install.yaml        kubectl apply -f, everything that runs
  verify.yaml         kubectl create -f, what \`helm test\` does; kubectl delete -f afterwards
  uninstall.yaml      kubectl create -f before you delete the rest: takes the finalizer off every Node (docs/uninstall.md)
  kustomization.yaml  the folder as a base for kustomize, which has install.yaml

  --out FOLDER        where they are written; default dist/manifests
  --namespace NAME    where the operator runs; default node-cleanup
  --values FILE       as helm takes it; may be repeated
  --set KEY=VALUE     as helm takes it, for instance tls.mode=self-managed; may be repeated`;

const root = fileURLToPath(new URL('../..', import.meta.url));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(root, 'dist', 'manifests') },
      namespace: { type: 'string', default: 'node-cleanup' },
      values: { type: 'string', multiple: true, default: [] },
      set: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const { namespace } = values;
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const args = [
    ...values.values.flatMap((file) => ['--values', resolve(file)]),
    ...values.set.flatMap((setting) => ['--set', setting]),
  ];
  const helm = await locateHelm({ env: process.env, report });
  const objects = renderChart({ helm, chart: join(root, 'charts', 'node-cleanup-webhook'), namespace, args });
  mkdirSync(values.out, { recursive: true });
  for (const [file, content] of Object.entries(manifests(objects, namespace))) {
    writeFileSync(join(values.out, file), content);
    report(`${join(values.out, file)} written`);
  }
  return 0;
}

function manifests(objects: readonly JsonObject[], namespace: string): Readonly<Record<string, string>> {
  const at = (moment: string) =>
    inOrderOfNeed(objects.filter((object) => momentOf(object) === moment)).map(withoutHelm);
  return {
    'install.yaml': documents([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...at('')]),
    'verify.yaml': documents(at('test')),
    'uninstall.yaml': documents(at('pre-delete')),
    'kustomization.yaml': documents([
      { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['install.yaml'] },
    ]),
  };
}

const documents = (objects: readonly JsonObject[]): string =>
  `# Made from the chart by \`npm run manifests\`.\n${objects
    .map((object) => stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 }))
    .join('---\n')}`;

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
