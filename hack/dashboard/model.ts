/** What is used of Grafana's dashboard model: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
export interface Query {
  readonly expr: string;
  /** With `{{label}}`. */
  readonly legend: string;
  readonly format?: 'table' | 'heatmap';
}

export interface Panel {
  readonly title: string;
  /** What to look for, and what to do when it is seen. */
  readonly description: string;
  readonly type: 'stat' | 'timeseries' | 'table' | 'bargauge';
  /** Of 24 columns. */
  readonly width: number;
  readonly queries: readonly Query[];
  /** Grafana's name of the unit. */
  readonly unit?: string;
  /** From this value on it is red; without it nothing is. */
  readonly redFrom?: number;
  /** Below this value it is red. */
  readonly redBelow?: number;
  readonly stacked?: boolean;
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** That of the variable. */
export const DATASOURCE = { type: 'prometheus', uid: '$datasource' };
const HEIGHT = 7;
const COLUMNS = 24;

/** The rows one below the other, and the panels of each from left to right. */
export function layOut(rows: readonly Row[]): readonly object[] {
  const placed: object[] = [];
  let y = 0;
  for (const { title, panels } of rows) {
    placed.push({
      type: 'row',
      id: placed.length + 1,
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
      panels: [],
    });
    y += 1;
    let x = 0;
    for (const panel of panels) {
      if (x + panel.width > COLUMNS) {
        x = 0;
        y += HEIGHT;
      }
      placed.push(panelModel(panel, placed.length + 1, { x, y, w: panel.width, h: HEIGHT }));
      x += panel.width;
    }
    y += HEIGHT;
  }
  return placed;
}

function panelModel(panel: Panel, id: number, gridPos: object): object {
  const { title, description, type, queries, unit = 'short' } = panel;
  return {
    id,
    type,
    title,
    description,
    gridPos,
    datasource: DATASOURCE,
    targets: queries.map(({ expr, legend, format }, i) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + i),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
      ...(type === 'timeseries' ? { range: true } : { instant: true }),
      ...(format === undefined ? {} : { format }),
    })),
    fieldConfig: { defaults: { unit, min: 0, thresholds: thresholdsOf(panel), ...custom(panel) }, overrides: [] },
    options: optionsOf(panel),
    ...(type === 'table' ? { transformations: [{ id: 'organize', options: { excludeByName: { Time: true } } }] } : {}),
  };
}

function thresholdsOf({ redFrom, redBelow }: Panel): object {
  if (redBelow !== undefined) return steps(['red', null], ['green', redBelow]);
  return redFrom === undefined ? steps(['blue', null]) : steps(['green', null], ['red', redFrom]);
}

const steps = (...all: readonly (readonly [string, number | null])[]) => ({
  mode: 'absolute',
  steps: all.map(([color, value]) => ({ color, value })),
});

function custom({ type, stacked = false }: Panel): object {
  if (type !== 'timeseries') return {};
  return {
    custom: {
      fillOpacity: stacked ? 30 : 10,
      // What happens once in a while is a point and no line.
      showPoints: 'auto',
      ...(stacked ? { stacking: { mode: 'normal', group: 'A' } } : {}),
    },
  };
}

function optionsOf({ type }: Panel): object {
  const last = { calcs: ['lastNotNull'], fields: '', values: false };
  switch (type) {
    case 'stat':
      return { reduceOptions: last, colorMode: 'background', graphMode: 'none', textMode: 'auto' };
    case 'bargauge':
      return { reduceOptions: last, displayMode: 'basic', orientation: 'horizontal', valueMode: 'color' };
    case 'timeseries':
      return {
        legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
        tooltip: { mode: 'multi', sort: 'desc' },
      };
    case 'table':
      return { showHeader: true, footer: { show: false } };
  }
}
