import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { ClusterAccess } from '../../../hack/control-plane/cluster-access.ts';
import { type Output, run } from '../../../hack/control-plane/command.ts';

export const CHART = fileURLToPath(new URL('../../../charts/node-cleanup-webhook', import.meta.url));

/** The real Helm, with a home of its own. */
export class Helm {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  #files = 0;

  constructor(program: string, access: ClusterAccess, folder: string) {
    this.program = program;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const homes = ['cache', 'config', 'data'].map((kind) => [`HELM_${kind.toUpperCase()}_HOME`, join(folder, kind)]);
    this.env = { HOME: folder, KUBECONFIG: access.kubeconfig, ...Object.fromEntries(homes) };
  }

  /** A failure is an output like any other. */
  run(...args: readonly string[]): Promise<Output> {
    return run(this.program, args, { env: { PATH: process.env.PATH, ...this.env } });
  }

  /** Standard output; throws when it fails. */
  async ok(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0) throw new Error(`helm ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
    return stdout;
  }

  /** The path of a file with these values, for `--values`. */
  values(values: object): string {
    this.#files += 1;
    const path = join(this.#folder, `values-${this.#files}.yaml`);
    writeFileSync(path, stringify(values));
    return path;
  }
}
