import { admission } from './admission.ts';
import { health } from './health.ts';
import { DATASOURCE, layOut, type Row } from './model.ts';
import { durations, guarded, stuck, underWay } from './removals.ts';

export const DASHBOARD = 'charts/node-cleanup-webhook/dashboards/node-cleanup-webhook.json';

/** Each row answers a question. */
const ROWS: readonly Row[] = [guarded, underWay, stuck, durations, admission, health];

/** The dashboard, ready for Grafana's provisioning. */
export function dashboard(): string {
  return `${JSON.stringify(
    {
      uid: 'node-cleanup-webhook',
      title: 'Node cleanup',
      description: 'Nodes that are guarded and removed by node-cleanup-webhook. docs/metrics.md explains every metric.',
      tags: ['kubernetes', 'nodes'],
      schemaVersion: 39,
      version: 1,
      editable: true,
      graphTooltip: 1,
      refresh: '30s',
      time: { from: 'now-3h', to: 'now' },
      timezone: '',
      annotations: { list: [] },
      links: [],
      templating: { list: VARIABLES },
      panels: layOut(ROWS),
    },
    null,
    1,
  )}\n`;
}

const labelValues = (label: string, filter: string, more: object) => ({
  type: 'query',
  name: label,
  label,
  datasource: DATASOURCE,
  query: { query: `label_values(cleanup_holds_total{${filter}}, ${label})`, refId: label },
  refresh: 2,
  sort: 1,
  includeAll: true,
  multi: true,
  // Also where nothing has such a label.
  allValue: '.*',
  current: { selected: true, text: ['All'], value: ['$__all'] },
  options: [],
  ...more,
});

const VARIABLES = [
  {
    type: 'datasource',
    name: 'datasource',
    label: 'data source',
    query: 'prometheus',
    hide: 0,
    refresh: 1,
    options: [],
  },
  labelValues('cluster', '', {}),
  labelValues('namespace', 'cluster=~"$cluster"', {}),
  labelValues('job', 'cluster=~"$cluster", namespace=~"$namespace"', {}),
];
