import { CLEANUP_RIGHTS, RELEASE_ALL_RIGHTS, VERIFY_RIGHTS } from '../../lib/cleanup/rights.ts';
import type { TaskKind } from '../../lib/config/task-kind.ts';
import { EVENT_RIGHTS } from '../../lib/kube/events/rights.ts';
import { LEASE_RIGHTS } from '../../lib/kube/leader-election/rights.ts';
import type { OwnObject, Right } from '../../lib/kube/right.ts';
import { SELF_MANAGED_RIGHTS } from '../../lib/tls/rights.ts';

/** docs/rights.md: who needs what, where and why. */
export function rightsPage(kinds: readonly TaskKind[]): string {
  const withRights = kinds.filter(({ rights }) => rights.length > 0);
  const without = kinds.filter(({ rights }) => rights.length === 0).map(({ name }) => `\`${name}\``);
  return [
    '<!-- Made by hack/generate.ts from the rights that the code declares. Do not edit. -->',
    '# Rights',
    '',
    INTRODUCTION,
    '',
    '## The operator itself',
    '',
    ...table([...CLEANUP_RIGHTS, ...EVENT_RIGHTS, ...LEASE_RIGHTS]),
    '',
    'With `tls.mode: self-managed` (docs/certificates.md) also:',
    '',
    ...table(SELF_MANAGED_RIGHTS),
    '',
    '## Tasks',
    '',
    `Only for the tasks of the plan; ${without.join(' and ')} need nothing.`,
    '',
    ...withRights.flatMap(({ name, rights, byDefault }) => [
      `### ${name}`,
      '',
      ...(byDefault === undefined ? [] : ['Part of the default plan.', '']),
      ...table(rights),
      '',
    ]),
    '## release-all',
    '',
    'What the hook of the chart may that takes the finalizer off every Node before an uninstallation; it exists only meanwhile.',
    '',
    ...table(RELEASE_ALL_RIGHTS),
    '',
    '## verify',
    '',
    'What the pod of `helm test` may; its roles go with it.',
    '',
    ...table(VERIFY_RIGHTS),
    '',
  ].join('\n');
}

const INTRODUCTION = `What the operator may do in the cluster is what the tasks of its configuration use, and nothing else. The chart computes its roles from
\`config\`; a task that is not in the plan, or an option that is not set, has no right. What may lose data (deleting claims, replicas,
attachments, volumes) needs an option that is off by default. Nobody is granted a wildcard, and Secrets only with \`self-managed\`.

The operator asks the API server at its start, after each change of its configuration and every ten minutes whether it has all
that its plan needs. What is missing is in its log (\`RIGHTS_MISSING\`), in the metric \`rights_missing\`, in \`/readyz?verbose\` as a
remark, and in what \`node-cleanup-webhook explain NODE\` says. It goes on without it until a task needs it.

With \`rbac.create: false\` you grant the rights yourself. Then note that a Role is in each namespace where something is needed only there:
\`default\`, in which Events about Nodes are; that of the operator; and that of each task \`job\`, which must exist before the chart is
installed. A rule with a name is for that object alone; \`create\` cannot be limited in this way. \`helm uninstall\` and \`helm test\` need
what is listed for \`release-all\` and \`verify\`, granted to the ServiceAccounts \`node-cleanup-webhook-release-all\` and
\`node-cleanup-webhook-test\`, which the chart makes for the moment: bind to their names in advance, or \`helm uninstall\` fails.`;

function table(rights: readonly Right[]): readonly string[] {
  return [
    '| what | verbs | where | what for |',
    '|---|---|---|---|',
    ...rights.map(
      (right) => `| ${[whatOf(right), right.verbs.join(', '), whereOf(right), whyOf(right)].join(' | ')} |`,
    ),
  ];
}

const whatOf = ({ apiGroup, resource }: Right): string =>
  apiGroup === '' ? `\`${resource}\`` : `\`${resource}\` (${apiGroup})`;

const NAMES: Readonly<Record<OwnObject, string>> = {
  lease: 'its Lease',
  certificate: 'its Secret',
  webhook: 'its own',
  deployment: 'its Deployment',
  health: 'the port `health` of its Service',
};

function whereOf({ namespace, only }: Right): string {
  const which = only === undefined ? [] : [`${NAMES[only]} alone`];
  if (namespace === undefined) return which.join('') || 'everywhere';
  if (namespace === 'own') return [...which, "the operator's namespace"].join(', ');
  return namespace === 'default' ? '`default`' : `the namespace in its option \`${namespace.option}\``;
}

const whyOf = ({ why = '', onlyWith }: Right): string =>
  onlyWith === undefined ? why : `**Only with the option \`${onlyWith}\`.** ${why}`;
