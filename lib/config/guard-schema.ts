import type { JsonSchema } from './task-kind.ts';

/** A name of a user or group is whatever the cluster's authentication makes of it. */
const names = (description: string): JsonSchema => ({
  type: 'array',
  maxItems: 1_000,
  items: { type: 'string', minLength: 1 },
  default: [],
  description,
});

export function guardSchema(): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    description:
      'Who may let a Node go without its clean-up (docs/guard.md). `/validate-node` goes by it; where a policy guards, the chart puts the same into the policy. The chart writes it.',
    properties: {
      operators: names(
        'Users who may do everything: the operator itself and its `release-all`, as the API server names them.',
      ),
      skip: {
        type: 'object',
        additionalProperties: false,
        description: 'Who may. With both lists empty: everybody but kubelets.',
        properties: {
          users: names('Names of users.'),
          groups: names('Names of groups.'),
        },
      },
      requireReason: {
        type: 'boolean',
        default: false,
        description: 'Whether a skip needs a reason, in the annotation `infra.894.io/skip-reason`.',
      },
    },
  };
}
