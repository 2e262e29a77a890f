/** One metric: everything that its exporter, the documentation and the dashboards need to know of it. */
export interface MetricSpec {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Bounded sets only: never a pod's, node's or user's name. */
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in the metric's unit. */
  readonly buckets?: readonly number[];
}

/** Admission answers take well under a millisecond; the API server gives up after seconds. */
const ADMISSION_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;
/** From an empty plan to a night of storage evacuation. */
const OPERATION_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 21_600, 86_400] as const;

/** Every metric that the product exports, by its full name. */
export const METRICS = {
  webhook_requests_total: {
    type: 'counter',
    help: 'Admission requests answered, by path and HTTP status code.',
    labels: ['path', 'code'],
  },
  webhook_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from the first byte of an admission request to the end of its answer.',
    labels: ['path'],
    buckets: ADMISSION_SECONDS,
  },
  webhook_patches_total: {
    type: 'counter',
    help: 'Admission answers, without dry runs, by outcome: patched, unchanged, not_selected or unexpected.',
    labels: ['outcome'],
  },
  cleanup_operations_total: {
    type: 'counter',
    help: 'Node removals that came to an end, by result.',
    labels: ['result'],
  },
  cleanup_duration_seconds: {
    type: 'histogram',
    help: 'Time from the request to delete a Node to the release of our finalizer.',
    labels: ['result'],
    buckets: OPERATION_SECONDS,
  },
  cleanup_failures_total: {
    type: 'counter',
    help: 'Attempts of a task that failed and will be retried.',
    labels: ['task'],
  },
  cleanup_operations: {
    type: 'gauge',
    help: 'Node removals that are under way, by phase.',
    labels: ['phase'],
  },
  cleanup_holds_total: {
    type: 'counter',
    help: 'Node removals that were held before they began, because too many had begun of late.',
    labels: [],
  },
  cleanup_hold_releases_total: {
    type: 'counter',
    help: 'Node removals that were held and let go, by what let them: turn, person or configuration.',
    labels: ['by'],
  },
  cleanup_returned_machines_total: {
    type: 'counter',
    help: 'Machines of removed Nodes that registered again, by whether they were rebooted in between.',
    labels: ['rebooted'],
  },
  cleanup_task_duration_seconds: {
    type: 'histogram',
    help: 'Time from the start of a task to its end.',
    labels: ['task', 'result'],
    buckets: OPERATION_SECONDS,
  },
  cleanup_task_runs_total: {
    type: 'counter',
    help: 'Looks that a task took at the world, by outcome.',
    labels: ['task', 'outcome'],
  },
  cleanup_finalizers_added_total: {
    type: 'counter',
    help: 'Nodes that were given our finalizer by the operator because they had joined without it.',
    labels: [],
  },
  cleanup_oldest_operation_start_timestamp_seconds: {
    type: 'gauge',
    help: 'When the oldest removal under way was asked for, in seconds since the epoch; 0 when there is none.',
    labels: [],
  },
  workqueue_depth: { type: 'gauge', help: 'Keys that wait to be processed.', labels: ['name'] },
  workqueue_adds_total: { type: 'counter', help: 'Keys added.', labels: ['name'] },
  workqueue_retries_total: { type: 'counter', help: 'Keys added again after a failure.', labels: ['name'] },
  workqueue_queue_duration_seconds: {
    type: 'histogram',
    help: 'How long a key waits before it is processed.',
    labels: ['name'],
    buckets: REQUEST_SECONDS,
  },
  workqueue_work_duration_seconds: {
    type: 'histogram',
    help: 'How long processing a key takes.',
    labels: ['name'],
    buckets: REQUEST_SECONDS,
  },
  rest_client_requests_total: {
    type: 'counter',
    help: 'Requests to the API server, by verb, resource and HTTP status code (or the kind of failure).',
    labels: ['verb', 'resource', 'code'],
  },
  rest_client_request_duration_seconds: {
    type: 'histogram',
    help: 'How long requests to the API server take; a watch counts until its answer begins.',
    labels: ['verb', 'resource'],
    buckets: REQUEST_SECONDS,
  },
  leader_election_master_status: {
    type: 'gauge',
    help: '1 while this process is the leader, else 0.',
    labels: ['name'],
  },
  reflector_lists_total: {
    type: 'counter',
    help: 'Complete reads of a resource, by how: a watch-list stream or a paged list.',
    labels: ['resource', 'how'],
  },
  reflector_watches_total: {
    type: 'counter',
    help: 'Watches that ended, by why.',
    labels: ['resource', 'end'],
  },
  reflector_events_total: { type: 'counter', help: 'Watch events received, by type.', labels: ['resource', 'type'] },
  reflector_objects: { type: 'gauge', help: 'Objects in the store.', labels: ['resource'] },
  reflector_last_contact_timestamp_seconds: {
    type: 'gauge',
    help: 'When the API server was last heard on this watch, in seconds since the epoch.',
    labels: ['resource'],
  },
  reflector_handler_errors_total: {
    type: 'counter',
    help: 'Event handlers that threw; the reflector goes on.',
    labels: ['resource'],
  },
  certificate_expiry_timestamp_seconds: {
    type: 'gauge',
    help: 'When the serving certificate in use ends, in seconds since the epoch.',
    labels: ['listener'],
  },
  certificate_reloads_total: {
    type: 'counter',
    help: 'Attempts to load a changed certificate, by result.',
    labels: ['listener', 'result'],
  },
  config_reloads_total: { type: 'counter', help: 'Attempts to load a changed configuration.', labels: ['result'] },
  events_recorded_total: { type: 'counter', help: 'Kubernetes Events, by what became of them.', labels: ['result'] },
  process_start_time_seconds: {
    type: 'gauge',
    help: 'When the process started, in seconds since the epoch.',
    labels: [],
  },
  build_info: { type: 'gauge', help: 'Always 1; the labels say what runs.', labels: ['version', 'node'] },
} as const satisfies Readonly<Record<string, MetricSpec>>;
