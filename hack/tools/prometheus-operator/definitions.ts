import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from '../../control-plane/build.ts';
import { moduleFolder } from '../module-folder.ts';

const MODULE = 'github.com/prometheus-operator/prometheus-operator';

/** Prometheus Operator's definitions of the kinds that our chart can make, as YAML. */
export async function prometheusOperatorDefinitions(options: BuildOptions): Promise<string> {
  const folder = join(await moduleFolder('prometheus-operator', MODULE, options), 'example/prometheus-operator-crd');
  return ['servicemonitors', 'prometheusrules']
    .map((name) => readFileSync(join(folder, `monitoring.coreos.com_${name}.yaml`), 'utf8'))
    .join('---\n');
}
