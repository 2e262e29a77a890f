import type { Row } from './model.ts';
import { OUR_WEBHOOKS, ours, quantile } from './selector.ts';

export const admission: Row = {
  title: 'Is admission fast, and the certificate valid?',
  panels: [
    {
      title: 'Certificate ends in',
      description:
        'The shortest of all replicas. Renewal comes when a third of its life is left: runbook NodeCleanupCertificateExpiring.',
      type: 'stat',
      width: 4,
      unit: 's',
      redBelow: 86_400,
      queries: [{ expr: `min(certificate_expiry_timestamp_seconds${ours()}) - time()`, legend: '' }],
    },
    {
      title: 'Answers of the webhook',
      description: 'In 15 minutes each. Other codes than 200 are a fault.',
      type: 'timeseries',
      width: 6,
      queries: [
        {
          expr: `sum by (path, code) (increase(webhook_requests_total${ours()}[15m]))`,
          legend: '{{path}} {{code}}',
        },
      ],
    },
    {
      title: 'Time to answer',
      description: 'As we see it. Milliseconds; the API server waits for seconds.',
      type: 'timeseries',
      width: 7,
      unit: 's',
      queries: [0.5, 0.99].map((q) => ({
        expr: quantile(q, 'webhook_request_duration_seconds', 'path', '15m'),
        legend: `${q * 100} % {{path}}`,
      })),
    },
    {
      title: 'Time to answer, for the API server',
      description: 'With the way there and back; from its own metrics.',
      type: 'timeseries',
      width: 7,
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le, name) (rate(apiserver_admission_webhook_admission_duration_seconds_bucket${OUR_WEBHOOKS}[15m])))`,
          legend: '99 % {{name}}',
        },
      ],
    },
  ],
};
