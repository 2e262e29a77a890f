import type { Right } from '../right.ts';

/** Events about objects without a namespace, which ours all are about, live in `default`. */
export const EVENT_RIGHTS: readonly Right[] = [
  {
    apiGroup: 'events.k8s.io',
    resource: 'events',
    verbs: ['create', 'patch'],
    namespace: 'default',
    why: 'What people are told of a Node.',
  },
];
