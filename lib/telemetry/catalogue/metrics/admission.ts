import { ADMISSION_SECONDS, type MetricSpecs } from './spec.ts';

const PATH = 'the paths of the webhook';
const LISTENER = 'the listeners with a certificate: `webhook`';

/** How new Nodes are guarded: what the API server asks, and the certificate that it trusts. */
export const ADMISSION_METRICS = {
  webhook_requests_total: {
    type: 'counter',
    help: 'Admission requests answered, by path and HTTP status code.',
    use: 'Other codes than 200 are a fault: 5xx of ours, 4xx of the caller; `aborted` says that the API server did not wait.',
    labels: { path: PATH, code: 'HTTP status codes, and `aborted`' },
  },
  webhook_request_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'Time from the first byte of an admission request to the end of its answer.',
    use: 'Stays under 10 ms. Near the timeout of the webhook (2 s) Nodes begin to join without the finalizer.',
    labels: { path: PATH },
    buckets: ADMISSION_SECONDS,
  },
  webhook_patches_total: {
    type: 'counter',
    help: 'Admission answers, without dry runs, by outcome: patched, unchanged, not_selected or unexpected.',
    use: '`unexpected` is a request for something else than the creation of a Node: the registration of the webhook is wrong.',
    labels: { outcome: ['patched', 'unchanged', 'not_selected', 'unexpected'] },
  },
  webhook_validations_total: {
    type: 'counter',
    help: 'Answers of `/validate-node`, without dry runs, by outcome: allowed, refused, undecided or unexpected.',
    use: '`refused` is somebody who tried to let a Node go and may not: the audit log says who. Stays 0 where a policy guards.',
    labels: { outcome: ['allowed', 'refused', 'undecided', 'unexpected'] },
  },
  certificate_start_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds since the epoch',
    help: 'Since when the serving certificate in use is valid, in seconds since the epoch.',
    use: 'With its end it gives the share of its life that is left, which is what the alert looks at.',
    labels: { listener: LISTENER },
  },
  certificate_expiry_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds since the epoch',
    help: 'When the serving certificate in use ends, in seconds since the epoch.',
    use: 'After that the API server refuses to talk to the webhook. Renewal comes long before, when a third of its life is left.',
    labels: { listener: LISTENER },
  },
  certificate_reloads_total: {
    type: 'counter',
    help: 'Attempts to load a changed certificate, by result.',
    use: 'After `failure` the old certificate is served on; the log and `/readyz?verbose` say what is wrong with the new one.',
    labels: { listener: LISTENER, result: ['success', 'failure'] },
  },
} as const satisfies MetricSpecs;
