import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { momentOf } from '../../../hack/chart/render.ts';
import { isObject, stringAt } from '../../../lib/kube/json.ts';
import { CHART, helmProgram } from './rendering.ts';

let helm: string;
beforeAll(async () => {
  helm = await helmProgram();
}, 600_000);

/** Kind and moment of what `helm template` prints. */
function template(...args: readonly string[]): readonly string[] {
  const settings = ['--set', 'tls.mode=self-managed', '--namespace', 'ops', ...args];
  const { stdout, stderr } = spawnSync(helm, ['template', 'node-cleanup', CHART, ...settings], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const objects = parseAllDocuments(stdout).map((document): unknown => document.toJS());
  return objects.filter(isObject).map((object) => `${stringAt(object, 'kind')} ${momentOf(object)}`.trim());
}

const PARTS = ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const HOOKS = [
  ...[...PARTS, 'Job'].map((kind) => `${kind} pre-delete`),
  ...[...PARTS, 'Pod'].map((kind) => `${kind} test`),
].toSorted();

describe('what Helm runs at its moment', () => {
  it('is not in what is rendered for kubectl or kustomize, which would run the uninstallation at once', () => {
    const kinds = template();
    expect(kinds).toContain('Deployment');
    expect(kinds.filter((kind) => kind.includes(' ') || /^(Job|Pod)$/.test(kind))).toEqual([]);
    expect(kinds.filter((kind) => kind === 'ServiceAccount')).toHaveLength(1);
  });

  // Argo CD renders with `helm template`, and tells it what the cluster serves, each kind with its version.
  it.each(['v1/Node', 'infra.894.io/hooks'])('is in what is rendered for somebody who says %s', (served) => {
    const kinds = template('--api-versions', served);
    expect(kinds.filter((kind) => kind.includes(' ')).toSorted()).toEqual(HOOKS);
  });
});
