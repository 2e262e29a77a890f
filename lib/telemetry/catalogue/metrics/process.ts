import type { MetricSpecs } from './spec.ts';

/** The process itself. */
export const PROCESS_METRICS = {
  health_check_ok: {
    type: 'gauge',
    unit: '0 or 1',
    help: '1 when the check of /readyz passes, else 0.',
    use: 'A replica with one at 0 gets no requests; `/readyz?verbose` says why.',
    labels: { check: 'the checks that `/readyz?verbose` lists' },
  },
  config_last_reload_successful: {
    type: 'gauge',
    unit: '0 or 1',
    help: '1 when the configuration in use is the one in the file, 0 when that one is wrong and the last good one is in use.',
    use: 'At 0: `/readyz?verbose` and the log name the mistake. A restart would fail.',
    labels: {},
  },
  config_reloads_total: {
    type: 'counter',
    help: 'Attempts to load a changed configuration.',
    use: 'Whether a change has arrived.',
    labels: { result: ['success', 'failure'] },
  },
  process_start_time_seconds: {
    type: 'gauge',
    unit: 'seconds since the epoch',
    help: 'When the process started, in seconds since the epoch.',
    use: 'Restarts.',
    labels: {},
  },
  process_cpu_seconds_total: {
    type: 'counter',
    unit: 'seconds',
    help: 'CPU time of the process, in user and system mode.',
    use: 'For requests of resources.',
    labels: {},
  },
  process_resident_memory_bytes: {
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory of the process.',
    use: 'For requests and limits of resources; docs/benchmarks.md has what is normal.',
    labels: {},
  },
  nodejs_heap_used_bytes: {
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory that the JavaScript heap uses.',
    use: 'When it only grows, over days, it is a leak: report it.',
    labels: {},
  },
  nodejs_eventloop_active_seconds_total: {
    type: 'counter',
    unit: 'seconds',
    help: 'Time that the event loop was not waiting for something to do.',
    use: 'Its rate is a share: near 1 the process is too busy to answer in time.',
    labels: {},
  },
  build_info: {
    type: 'gauge',
    unit: '0 or 1',
    help: 'Always 1; the labels say what runs.',
    use: 'During an upgrade: which replicas have it.',
    labels: { version: 'the version of the program', node: 'the version of Node.js' },
  },
} as const satisfies MetricSpecs;
