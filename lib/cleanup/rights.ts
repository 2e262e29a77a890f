import type { Right } from '../kube/right.ts';

const CLEANUPS = { apiGroup: 'infra.894.io', resource: 'nodecleanups' } as const;
const NODES = { apiGroup: '', resource: 'nodes' } as const;

/** What a removal takes whatever its plan is. */
export const CLEANUP_RIGHTS: readonly Right[] = [
  { ...NODES, verbs: ['get', 'list', 'watch', 'patch'], why: 'To see deletions; finalizer and status annotation.' },
  { ...CLEANUPS, verbs: ['get', 'list', 'watch', 'create', 'delete'], why: 'The record of each removal.' },
  { ...CLEANUPS, resource: 'nodecleanups/status', verbs: ['update'], why: 'How far each removal is.' },
  {
    apiGroup: '',
    resource: 'events',
    verbs: ['list'],
    namespace: 'default',
    why: 'Who announced the deletion of a Node.',
  },
];

/** What `release-all` takes, with what stops the operator before; the operator need not be alive. */
export const RELEASE_ALL_RIGHTS: readonly Right[] = [
  {
    ...NODES,
    verbs: ['get', 'list', 'patch'],
    why: 'To take the finalizer off; whether one that is not found is gone.',
  },
  { ...CLEANUPS, verbs: ['list'], why: 'To say what each removal had not done yet.' },
  {
    apiGroup: 'coordination.k8s.io',
    resource: 'leases',
    verbs: ['list'],
    only: 'lease',
    why: 'To say whether an operator is alive.',
  },
  {
    apiGroup: 'apps',
    resource: 'deployments',
    verbs: ['get', 'delete'],
    namespace: 'own',
    only: 'deployment',
    why: 'To stop the operator, which would put the finalizer back.',
  },
  ...['mutatingwebhookconfigurations', 'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'].map(
    (resource): Right => ({
      apiGroup: 'admissionregistration.k8s.io',
      resource,
      verbs: ['get', 'delete'],
      only: 'webhook',
      why: 'So that no new Node is given the finalizer.',
    }),
  ),
];

/** What `verify` takes, which `helm test` runs. */
export const VERIFY_RIGHTS: readonly Right[] = [
  { ...NODES, verbs: ['list'], why: 'To find Nodes without the finalizer.' },
  { ...NODES, verbs: ['create'], why: 'As a dry run alone: whether a new Node gets the finalizer.' },
  {
    apiGroup: '',
    resource: 'services/proxy',
    verbs: ['get'],
    namespace: 'own',
    only: 'health',
    why: 'Whether the operator is ready.',
  },
];
