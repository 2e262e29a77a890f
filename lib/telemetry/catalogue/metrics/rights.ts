import { KIND_OF_TASK, type MetricSpecs } from './spec.ts';

/** What RBAC allows the operator. */
export const RIGHTS_METRICS = {
  rights_missing: {
    type: 'gauge',
    unit: '0 or 1',
    help: '1 when the API server does not allow the operator what a task of its plan, or it itself (`operator`), needs.',
    use: 'Above 0 removals will be blocked there. docs/rights.md says who needs what; the chart grants it when `config` names the task.',
    labels: {
      user: `${KIND_OF_TASK}; \`operator\` for what it needs whatever the plan is`,
      verb: 'the verbs of docs/rights.md',
      resource: 'the resources of docs/rights.md, as `nodes` or `volumes.longhorn.io`',
    },
  },
} as const satisfies MetricSpecs;
