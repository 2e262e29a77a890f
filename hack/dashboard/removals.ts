import type { Row } from './model.ts';
import { OUR_WEBHOOKS, ours, quantile } from './selector.ts';

const OPEN = 'phase!~"Completed|Skipped"';

export const guarded: Row = {
  title: 'Is every Node guarded?',
  panels: [
    {
      title: 'Guarded Nodes',
      description: 'They have the finalizer, so none goes without a cleanup.',
      type: 'stat',
      width: 4,
      queries: [{ expr: `max(cleanup_nodes${ours('state="guarded"')})`, legend: '' }],
    },
    {
      title: 'Not guarded',
      description:
        'Nodes that should have the finalizer and have it not. More than a moment: runbook NodeCleanupNodesUnguarded.',
      type: 'stat',
      width: 4,
      redFrom: 1,
      queries: [{ expr: `max(cleanup_nodes${ours('state="unguarded"')})`, legend: '' }],
    },
    {
      title: 'Nodes',
      description:
        'excluded: by the opt-out label or the selector. held_by_others: let go by us, kept by finalizers of others.',
      type: 'timeseries',
      width: 8,
      stacked: true,
      queries: [{ expr: `max by (state) (cleanup_nodes${ours()})`, legend: '{{state}}' }],
    },
    {
      title: 'Joined without the finalizer',
      description:
        'Seen by the operator, and by the API server that could not ask the webhook. Nothing is to be seen here.',
      type: 'timeseries',
      width: 8,
      redFrom: 1,
      queries: [
        { expr: `sum(increase(cleanup_nodes_joined_unguarded_total${ours()}[15m]))`, legend: 'seen by the operator' },
        {
          expr: `sum by (name) (increase(apiserver_admission_webhook_fail_open_count${OUR_WEBHOOKS}[15m]))`,
          legend: 'failed open: {{name}}',
        },
      ],
    },
  ],
};

export const underWay: Row = {
  title: 'What is being removed now?',
  panels: [
    {
      title: 'Under way',
      description: 'Removals that are not over. Which: kubectl get ncl.',
      type: 'stat',
      width: 4,
      queries: [{ expr: `max(sum by (instance) (cleanup_operations${ours(OPEN)}))`, legend: '' }],
    },
    {
      title: 'By phase',
      description: 'The phases are explained in docs/removal.md.',
      type: 'timeseries',
      width: 10,
      stacked: true,
      queries: [{ expr: `max by (phase) (cleanup_operations${ours(OPEN)})`, legend: '{{phase}}' }],
    },
    {
      title: 'What their tasks do',
      description:
        'Tasks that have begun and are not over, by kind, state and reason. The pages in docs/tasks explain the reasons.',
      type: 'bargauge',
      width: 10,
      queries: [
        {
          expr: `sort_desc(max by (task, state, reason) (cleanup_open_tasks${ours()}))`,
          legend: '{{task}} {{state}} {{reason}}',
        },
      ],
    },
  ],
};

export const stuck: Row = {
  title: 'What is stuck, and why?',
  panels: [
    {
      title: 'Blocked',
      description: 'They need a person, since data could be lost: runbook NodeCleanupBlocked.',
      type: 'stat',
      width: 4,
      redFrom: 1,
      queries: [{ expr: `max(cleanup_operations${ours('phase="Blocked"')})`, legend: '' }],
    },
    {
      title: 'Longest in its phase',
      description: 'For how long the removal that has been in the phase for longest has been in it.',
      type: 'bargauge',
      width: 6,
      unit: 's',
      queries: [
        {
          expr: `time() - (max by (phase) (cleanup_phase_start_timestamp_seconds${ours()}) > 0)`,
          legend: '{{phase}}',
        },
      ],
    },
    {
      title: 'What needs somebody',
      description: 'Tasks that are blocked, that fail, or that wait in the queue for storage work.',
      type: 'table',
      width: 6,
      queries: [
        {
          expr: `max by (task, state, reason) (cleanup_open_tasks${ours('state=~"Blocked|Retrying|Queued"')})`,
          legend: '',
          format: 'table',
        },
      ],
    },
    {
      title: 'Errors of tasks',
      description: 'Attempts that failed and are repeated. When it goes on: runbook NodeCleanupTaskFailing.',
      type: 'timeseries',
      width: 8,
      queries: [{ expr: `sum by (task) (increase(cleanup_failures_total${ours()}[5m]))`, legend: '{{task}}' }],
    },
  ],
};

export const durations: Row = {
  title: 'How long do removals take?',
  panels: [
    {
      title: 'From the deletion to the release',
      description: 'Of the removals that ended in the time that is shown, by how they ended.',
      type: 'bargauge',
      width: 8,
      unit: 's',
      queries: [0.5, 0.9].map((q) => ({
        expr: quantile(q, 'cleanup_duration_seconds', 'result', '$__range'),
        legend: `${q * 100} % {{result}}`,
      })),
    },
    {
      title: 'The tasks',
      description:
        'Where the time goes: the mean time from the start of a task to its end, since the replicas were started.',
      type: 'bargauge',
      width: 8,
      unit: 's',
      queries: [
        {
          expr: `sum by (task) (cleanup_task_duration_seconds_sum${ours()}) / sum by (task) (cleanup_task_duration_seconds_count${ours()})`,
          legend: '{{task}}',
        },
      ],
    },
    {
      title: 'Ended, held, come back',
      description:
        'Removals that ended, removals that the brake held, and machines that registered again after their removal.',
      type: 'timeseries',
      width: 8,
      queries: [
        { expr: `sum by (result) (increase(cleanup_operations_total${ours()}[15m]))`, legend: '{{result}}' },
        { expr: `sum(increase(cleanup_holds_total${ours()}[15m]))`, legend: 'held' },
        { expr: `sum(increase(cleanup_returned_machines_total${ours()}[15m]))`, legend: 'machine came back' },
      ],
    },
  ],
};
