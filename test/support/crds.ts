import { eventually } from './eventually.ts';
import type { TestCluster } from './test-cluster.ts';

interface CustomResourceDefinition {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Applies CustomResourceDefinitions (YAML, as `node-cleanup-webhook crds` prints it) as a user would, and waits until the
 * API server serves them. They stay: every file of a run wants the same.
 */
export async function installCrds(cluster: TestCluster, manifests: string): Promise<void> {
  const { code, stdout, stderr } = await cluster.kubectl(['apply', '-o', 'name', '-f', '-'], { input: manifests });
  if (code !== 0) throw new Error(`applying the CustomResourceDefinitions: ${stderr}`);
  for (const name of stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/^.*\//, ''))) {
    await eventually(() => cluster.api.get<CustomResourceDefinition>(`${DEFINITIONS}/${name}`), {
      describe: `${name} to be established`,
      until: ({ status }) => status?.conditions?.some((c) => c.type === 'Established' && c.status === 'True') ?? false,
    });
  }
}
