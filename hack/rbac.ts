import { stringify } from 'yaml';
import type { Right, TaskKind } from '../lib/config/task-kind.ts';

const NAME = 'node-cleanup-webhook';
const NAMESPACE = 'node-cleanup';
const GROUP = 'rbac.authorization.k8s.io';

/** What the operator does whatever its plan is. */
const OWN: readonly (Right & { readonly why: string })[] = [
  { why: 'Finalizer, cordon, taints, status annotation.', ...right('', 'nodes', 'get', 'list', 'watch', 'patch') },
  {
    why: 'The record of each removal.',
    ...right('infra.894.io', 'nodecleanups', 'get', 'list', 'watch', 'create', 'delete'),
  },
  { why: '', ...right('infra.894.io', 'nodecleanups/status', 'update') },
  {
    why: 'What people are told, and who announced the deletion.',
    ...right('events.k8s.io', 'events', 'create', 'patch'),
  },
  { why: '', ...right('', 'events', 'list') },
];

function right(apiGroup: string, resource: string, ...verbs: readonly string[]): Right {
  return { apiGroup, resource, verbs };
}

/** docs/install/rbac.yaml: the operator with the default plan, and with options that give no data up. */
export function rbacManifest(kinds: readonly TaskKind[]): string {
  const lease = [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] }];
  const documents = [
    yaml({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }),
    yaml({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace: NAMESPACE } }),
    clusterRole(NAME, [
      ...OWN.map(({ why, ...own }) => ({ why, rights: [own] })),
      ...kinds
        .filter(({ byDefault }) => byDefault !== undefined)
        .map(({ name, rights }) => ({ why: `The task ${name}.`, rights: rights.filter(({ onlyWith }) => !onlyWith) })),
    ]),
    clusterRoleBinding(NAME),
    `# The Lease that decides which replica acts.\n${yaml({
      apiVersion: `${GROUP}/v1`,
      kind: 'Role',
      metadata: { name: NAME, namespace: NAMESPACE },
      rules: lease,
    })}`,
    yaml({
      apiVersion: `${GROUP}/v1`,
      kind: 'RoleBinding',
      metadata: { name: NAME, namespace: NAMESPACE },
      roleRef: { apiGroup: GROUP, kind: 'Role', name: NAME },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
    }),
  ];
  return `# Made by hack/generate.ts. What the operator needs with the default plan.\n${documents.join('---\n')}`;
}

/** docs/install/rbac-optional.yaml: a role for each task that is not in the default plan, and for each option that may give data up. */
export function optionalRbacManifest(kinds: readonly TaskKind[]): string {
  const roles = kinds.flatMap(({ name, rights, byDefault }) => {
    const dangerous = Map.groupBy(
      rights.filter(({ onlyWith }) => onlyWith),
      ({ onlyWith = '' }) => onlyWith,
    );
    const usual = rights.filter(({ onlyWith }) => !onlyWith);
    return [
      ...(byDefault === undefined && usual.length > 0
        ? [{ suffix: name, why: `The task ${name}, which is not in the default plan.`, rights: usual }]
        : []),
      ...[...dangerous].map(([option, needed]) => ({
        suffix: `${name}-${option.toLowerCase()}`,
        why: `The option ${option} of the task ${name}, which may give data up.`,
        rights: needed,
      })),
    ];
  });
  const documents = roles.flatMap(({ suffix, why, rights }) => [
    clusterRole(`${NAME}-${suffix}`, [{ why, rights }]),
    clusterRoleBinding(`${NAME}-${suffix}`),
  ]);
  return `# Made by hack/generate.ts. Apply of it what your configuration asks for, and nothing else.\n${documents.join('---\n')}`;
}

interface Part {
  readonly why: string;
  readonly rights: readonly Right[];
}

function clusterRole(name: string, parts: readonly Part[]): string {
  const rules = parts.filter(({ rights }) => rights.length > 0).map(ruleLines);
  return `apiVersion: ${GROUP}/v1\nkind: ClusterRole\nmetadata:\n  name: ${name}\nrules:\n${rules.join('')}`;
}

function ruleLines({ why, rights }: Part): string {
  const rules = rights.map(
    ({ apiGroup, resource, verbs }) =>
      `  - apiGroups: ["${apiGroup}"]\n    resources: [${resource}]\n    verbs: [${verbs.join(', ')}]\n`,
  );
  return `${why === '' ? '' : `  # ${why}\n`}${rules.join('')}`;
}

const clusterRoleBinding = (name: string): string =>
  yaml({
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
  });

const yaml = (object: object): string => stringify(object);
