import { duration, share } from './schema-parts.ts';
import type { JsonSchema } from './task-kind.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set, or empty. */
const LABEL_PATTERN =
  '^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$';

export function brakeSchema(): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    description: 'What keeps a mistake, or a storm of deletions, from doing its harm everywhere at once.',
    properties: {
      hold: {
        type: 'object',
        additionalProperties: false,
        description:
          'When so many removals have begun within `within`, a new one waits in phase `Held`, until fewer have or a person lets it go: `kubectl annotate nodecleanup NAME infra.894.io/release-hold=true`. The skip annotation works all the same.',
        properties: {
          above: share(
            0,
            '20%',
            'How many: a number, or a percentage of the Nodes in the cluster, those being deleted included, rounded up. `0` or `0%` switches the hold off and lets go whatever is held.',
          ),
          within: duration('10m', 'The time in which they count; at least `1s`.'),
          atLeast: {
            type: 'integer',
            minimum: 1,
            default: 10,
            description: 'Never fewer than these, however small the cluster: a few Nodes never wait.',
          },
        },
      },
      storage: {
        type: 'object',
        additionalProperties: false,
        description:
          'Tasks that move data off a Node queue up: one begins while fewer than `max` other removals are at such a task. What has begun is not stopped; what is blocked, and a Node that is dead, makes room.',
        properties: {
          max: share(
            1,
            1,
            'How many removals at once: a number, or a percentage of the Nodes (with `per`, of those with the same value), rounded up. One always may; `100%` switches the queue off.',
          ),
          per: {
            type: 'string',
            pattern: LABEL_PATTERN,
            default: '',
            description:
              'A label of Nodes: `max` counts for each of its values, and for the Nodes without it. Empty: for the cluster.',
            examples: ['topology.kubernetes.io/zone'],
          },
        },
      },
    },
  };
}
