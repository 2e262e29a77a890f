import { type MetricSpecs, REQUEST_SECONDS, RESOURCE } from './spec.ts';

const QUEUE = 'the queues: `node-cleanup`, `skip`, `returned-machines`, `events`';

/** How the operator and the API server get on; names and meanings are those of Kubernetes' own components. */
export const KUBE_METRICS = {
  leader_election_master_status: {
    type: 'gauge',
    unit: '0 or 1',
    help: '1 while this process is the leader, else 0.',
    use: 'The sum over all replicas is 1. At 0 Nodes that are deleted wait.',
    labels: { name: 'the name of the Lease' },
  },
  workqueue_depth: {
    type: 'gauge',
    help: 'Keys that wait to be processed.',
    use: 'Falls to 0 between bursts. When it only grows, passes are too slow: look at `workqueue_work_duration_seconds`.',
    labels: { name: QUEUE },
  },
  workqueue_adds_total: {
    type: 'counter',
    help: 'Keys added.',
    use: 'How much there is to do.',
    labels: { name: QUEUE },
  },
  workqueue_retries_total: {
    type: 'counter',
    help: 'Keys added again after a failure.',
    use: 'Passes that failed as a whole, such as when the record could not be written; the log says why.',
    labels: { name: QUEUE },
  },
  workqueue_queue_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'How long a key waits before it is processed.',
    use: 'Seconds of it mean that `cleanup.concurrency` is too low for what goes on.',
    labels: { name: QUEUE },
    buckets: REQUEST_SECONDS,
  },
  workqueue_work_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'How long processing a key takes.',
    use: 'Grows with the answers of the API server (`rest_client_request_duration_seconds`).',
    labels: { name: QUEUE },
    buckets: REQUEST_SECONDS,
  },
  rest_client_requests_total: {
    type: 'counter',
    help: 'Requests to the API server, by verb, resource and HTTP status code (or the kind of failure).',
    use: '403: a right is missing. 409 now and then is normal. 429: the API server asks us to go slower, and we do.',
    labels: {
      verb: 'the verbs of Kubernetes',
      resource: RESOURCE,
      code: 'HTTP status codes, and the kinds of failure',
    },
  },
  rest_client_request_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'How long requests to the API server take; a watch counts until its answer begins.',
    use: 'Whether the API server is what is slow.',
    labels: { verb: 'the verbs of Kubernetes', resource: RESOURCE },
    buckets: REQUEST_SECONDS,
  },
  reflector_lists_total: {
    type: 'counter',
    help: 'Complete reads of a resource, by how: a watch-list stream or a paged list.',
    use: 'One at the start; more are for watches that could not be continued.',
    labels: { resource: RESOURCE, how: ['stream', 'list'] },
  },
  reflector_watches_total: {
    type: 'counter',
    help: 'Watches that ended, by why.',
    use: '`closed` and `overdue` are normal ends after some minutes. `refused`: a right is missing.',
    labels: {
      resource: RESOURCE,
      end: ['closed', 'overdue', 'stalled', 'gone', 'refused', 'throttled', 'rejected', 'error', 'connection'],
    },
  },
  reflector_events_total: {
    type: 'counter',
    help: 'Watch events received, by type.',
    use: 'How busy the cluster is; heartbeats of kubelets are MODIFIED.',
    labels: { resource: RESOURCE, type: ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'] },
  },
  reflector_objects: {
    type: 'gauge',
    help: 'Objects in the store.',
    use: 'The same on every replica, and what `kubectl get` counts.',
    labels: { resource: RESOURCE },
  },
  reflector_last_contact_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds since the epoch',
    help: 'When the API server was last heard on this watch, in seconds since the epoch.',
    use: 'Never more than some minutes ago: the API server sends bookmarks, and a silent watch is made anew.',
    labels: { resource: RESOURCE },
  },
  reflector_handler_errors_total: {
    type: 'counter',
    help: 'Event handlers that threw; the reflector goes on.',
    use: 'A defect of the product: report it with the log.',
    labels: { resource: RESOURCE },
  },
  events_recorded_total: {
    type: 'counter',
    help: 'Kubernetes Events, by what became of them.',
    use: '`dropped`: the API server would not have them, or was away for long. `limited`: one thing happened too often.',
    labels: { result: ['created', 'counted', 'dropped', 'limited'] },
  },
} as const satisfies MetricSpecs;
