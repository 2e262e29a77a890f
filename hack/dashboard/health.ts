import type { Row } from './model.ts';
import { ours, quantile } from './selector.ts';

export const health: Row = {
  title: 'Is the operator well?',
  panels: [
    {
      title: 'Ready replicas',
      description: 'Of which all checks pass: runbook NodeCleanupNotReady.',
      type: 'stat',
      width: 3,
      redBelow: 1,
      queries: [{ expr: `sum(min by (instance) (health_check_ok${ours()}))`, legend: '' }],
    },
    {
      title: 'Leaders',
      description: 'One, but for seconds: runbook NodeCleanupNoLeader.',
      type: 'stat',
      width: 3,
      redBelow: 1,
      queries: [{ expr: `sum(leader_election_master_status${ours()})`, legend: '' }],
    },
    {
      title: 'Configuration',
      description: '1: the file is in use. 0: it is wrong: runbook NodeCleanupConfigurationRefused.',
      type: 'stat',
      width: 3,
      redBelow: 1,
      queries: [{ expr: `min(config_last_reload_successful${ours()})`, legend: '' }],
    },
    {
      title: 'Rights missing',
      description: 'Which: /readyz?verbose, and runbook NodeCleanupRightsMissing.',
      type: 'stat',
      width: 3,
      redFrom: 1,
      queries: [{ expr: `count(max by (user, verb, resource) (rights_missing${ours()})) or vector(0)`, legend: '' }],
    },
    {
      title: 'Silence of the watches',
      description: 'Since when nothing was heard. Some minutes at most: runbook NodeCleanupWatchStale.',
      type: 'timeseries',
      width: 6,
      unit: 's',
      redFrom: 300,
      queries: [
        {
          expr: `time() - max by (instance, resource) (reflector_last_contact_timestamp_seconds${ours()})`,
          legend: '{{resource}} {{instance}}',
        },
      ],
    },
    {
      title: 'Keys in the queues',
      description: 'Falls to 0 between bursts.',
      type: 'timeseries',
      width: 6,
      queries: [{ expr: `sum by (name) (workqueue_depth${ours()})`, legend: '{{name}}' }],
    },
    {
      title: 'Time in the queues',
      description: 'How long a key waits for its pass. Seconds: raise cleanup.concurrency.',
      type: 'timeseries',
      width: 8,
      unit: 's',
      queries: [
        {
          expr: quantile(0.99, 'workqueue_queue_duration_seconds', 'name', '$__rate_interval'),
          legend: '99 % {{name}}',
        },
      ],
    },
    {
      title: 'Requests to the API server',
      description: '403 is a missing right, 429 the API server that asks us to go slower.',
      type: 'timeseries',
      width: 8,
      unit: 'reqps',
      stacked: true,
      queries: [
        {
          expr: `sum by (verb, code) (rate(rest_client_requests_total${ours()}[$__rate_interval]))`,
          legend: '{{verb}} {{code}}',
        },
      ],
    },
    {
      title: 'How long they take',
      description: 'Without watches. When it is the API server that is slow, it shows here.',
      type: 'timeseries',
      width: 8,
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le, verb) (rate(rest_client_request_duration_seconds_bucket${ours('verb!="watch"')}[$__rate_interval])))`,
          legend: '99 % {{verb}}',
        },
      ],
    },
    {
      title: 'Memory',
      description: 'What is normal is in docs/benchmarks.md.',
      type: 'timeseries',
      width: 8,
      unit: 'bytes',
      queries: [
        { expr: `max by (instance) (process_resident_memory_bytes${ours()})`, legend: 'process {{instance}}' },
        { expr: `max by (instance) (nodejs_heap_used_bytes${ours()})`, legend: 'heap {{instance}}' },
      ],
    },
    {
      title: 'CPU and event loop',
      description: 'CPUs in use, and the share of time that the event loop is busy; near 1 answers come late.',
      type: 'timeseries',
      width: 8,
      queries: [
        {
          expr: `sum by (instance) (rate(process_cpu_seconds_total${ours()}[$__rate_interval]))`,
          legend: 'CPU {{instance}}',
        },
        {
          expr: `sum by (instance) (rate(nodejs_eventloop_active_seconds_total${ours()}[$__rate_interval]))`,
          legend: 'event loop {{instance}}',
        },
      ],
    },
    {
      title: 'What runs',
      description: 'During an upgrade: which replicas have it.',
      type: 'table',
      width: 8,
      queries: [{ expr: `count by (version, node) (build_info${ours()})`, legend: '', format: 'table' }],
    },
  ],
};
