import { KIND_OF_TASK, type MetricSpecs, OPERATION_SECONDS } from './spec.ts';

const PHASE = ['Pending', 'Held', 'Running', 'Blocked', 'Releasing', 'Finishing', 'Completed', 'Skipped'] as const;
const RESULT = ['completed', 'skipped'] as const;

/** Removals of Nodes. The gauges are those of the replica that leads; the others have none, or 0. */
export const CLEANUP_METRICS = {
  cleanup_nodes: {
    type: 'gauge',
    help: 'Nodes by whether they have our finalizer: guarded, unguarded (should have it), excluded, removing or held_by_others (being deleted, and not held by us).',
    use: '`unguarded` is 0 but for moments: such a Node would go without a cleanup.',
    labels: { state: ['guarded', 'unguarded', 'excluded', 'removing', 'held_by_others'] },
  },
  cleanup_nodes_joined_unguarded_total: {
    type: 'counter',
    help: 'Nodes that joined without our finalizer although they should have it; the operator gives it to them.',
    use: 'Stays as it is. When it grows, the API server does not reach the webhook in time, or it is not registered.',
    labels: {},
  },
  cleanup_finalizers_added_total: {
    type: 'counter',
    help: 'Nodes that were given our finalizer by the operator: those of before the installation, those that joined without it, those that are selected since.',
    use: 'Grows after the installation and when the selector changes; otherwise see `cleanup_nodes_joined_unguarded_total`.',
    labels: {},
  },
  cleanup_operations: {
    type: 'gauge',
    help: 'Records of Node removals, by phase.',
    use: 'All but `Completed` and `Skipped` are under way. `kubectl get ncl` lists them.',
    labels: { phase: PHASE },
  },
  cleanup_oldest_operation_start_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds since the epoch',
    help: 'When the oldest removal under way was asked for, in seconds since the epoch; 0 when there is none.',
    use: '`time()` less this is how long somebody has been waiting for a Node to go.',
    labels: {},
  },
  cleanup_phase_start_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds since the epoch',
    help: 'Since when the removal that has been in its phase for longest is in it, in seconds since the epoch; 0 when there is none.',
    use: 'The alerts on removals that do not go on look at it.',
    labels: { phase: PHASE.slice(0, -2) },
  },
  cleanup_open_tasks: {
    type: 'gauge',
    help: 'Tasks of removals under way that have begun or are kept from it, by kind, state and reason; the rarest share the reason Other.',
    use: 'Says why removals take their time: the reasons are explained on the pages of the tasks.',
    labels: {
      task: KIND_OF_TASK,
      state: ['Queued', 'Running', 'Waiting', 'Blocked', 'Retrying'],
      reason: 'the reasons of the tasks; at most 40 series at a time',
    },
  },
  cleanup_operations_total: {
    type: 'counter',
    help: 'Node removals that came to an end, by result.',
    use: '`skipped`: somebody let the Node go with the skip annotation, and what was not cleaned up stays behind.',
    labels: { result: RESULT },
  },
  cleanup_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'Time from the request to delete a Node to the release of our finalizer.',
    use: 'How long removals take, holds included.',
    labels: { result: RESULT },
    buckets: OPERATION_SECONDS,
  },
  cleanup_task_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'Time from the start of a task to its end.',
    use: 'Which task the time of a removal goes to.',
    labels: { task: KIND_OF_TASK, result: ['done', 'skipped', 'timed_out'] },
    buckets: OPERATION_SECONDS,
  },
  cleanup_task_runs_total: {
    type: 'counter',
    help: 'Looks that a task took at the world, by outcome.',
    use: 'Many of `waiting` are normal; `error` is what `cleanup_failures_total` counts.',
    labels: { task: KIND_OF_TASK, outcome: ['done', 'waiting', 'blocked', 'skipped', 'error'] },
  },
  cleanup_failures_total: {
    type: 'counter',
    help: 'Attempts of a task that failed and will be retried.',
    use: 'One now and then is an answer that was lost. When it goes on, the record of the removal and the log have the error.',
    labels: { task: KIND_OF_TASK },
  },
  cleanup_holds_total: {
    type: 'counter',
    help: 'Node removals that were held before they began, because too many had begun of late.',
    use: 'The brake did its work: somebody or something deletes many Nodes.',
    labels: {},
  },
  cleanup_hold_releases_total: {
    type: 'counter',
    help: 'Node removals that were held and let go, by what let them: turn, person or configuration.',
    use: 'Whether people find the brake in their way (`person`).',
    labels: { by: ['turn', 'person', 'configuration'] },
  },
  cleanup_returned_machines_total: {
    type: 'counter',
    help: 'Machines of removed Nodes that registered again, by whether they were rebooted in between.',
    use: '`false`: only the kubelet was restarted, and what was on the machine still is.',
    labels: { rebooted: ['true', 'false', 'unknown'] },
  },
} as const satisfies MetricSpecs;
