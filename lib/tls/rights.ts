import type { Right } from '../kube/right.ts';
import { WEBHOOK_CONFIGURATIONS } from './webhooks.ts';

const SECRET = { apiGroup: '', resource: 'secrets', namespace: 'own' } as const;

/** What it takes to make the certificate oneself (`--tls-mode self-managed`), and nothing in the other modes. */
export const SELF_MANAGED_RIGHTS: readonly Right[] = [
  { ...SECRET, verbs: ['create'], why: 'The Secret in which replicas share authority and certificate.' },
  { ...SECRET, verbs: ['get', 'list', 'watch', 'patch'], only: 'certificate', why: 'To read it and to renew it.' },
  ...WEBHOOK_CONFIGURATIONS.map(
    ({ group, plural }): Right => ({
      apiGroup: group,
      resource: plural,
      verbs: ['get', 'list', 'watch', 'patch'],
      only: 'webhook',
      why: 'To keep the caBundle right.',
    }),
  ),
  {
    apiGroup: 'events.k8s.io',
    resource: 'events',
    verbs: ['create', 'patch'],
    namespace: 'own',
    why: 'What people are told of the certificate.',
  },
];
