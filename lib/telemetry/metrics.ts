import type { METRICS } from './catalogue/metrics.ts';

type Catalogue = typeof METRICS;
type NamesOf<T extends string> = {
  [N in keyof Catalogue]: Catalogue[N]['type'] extends T ? N : never;
}[keyof Catalogue];

export type CounterName = NamesOf<'counter'>;
export type GaugeName = NamesOf<'gauge'>;
export type HistogramName = NamesOf<'histogram'>;

/** Exactly the labels that the catalogue gives the metric. */
export type LabelsOf<N extends keyof Catalogue> = Readonly<Record<keyof Catalogue[N]['labels'], string>>;

export interface Sample<N extends GaugeName> {
  readonly labels: LabelsOf<N>;
  readonly value: number;
}

/** Where measurements go. Names and labels are checked against the catalogue at compile time. */
export interface Metrics {
  count<N extends CounterName>(name: N, labels: LabelsOf<N>, by?: number): void;
  set<N extends GaugeName>(name: N, labels: LabelsOf<N>, value: number): void;
  /** All that there is to say of the gauge now: what was set before and is not among these is gone. */
  replace<N extends GaugeName>(name: N, samples: readonly Sample<N>[]): void;
  observe<N extends HistogramName>(name: N, labels: LabelsOf<N>, value: number): void;
}

/** Measures nothing; for tests and one-shot commands. */
export const noMetrics: Metrics = { count() {}, set() {}, replace() {}, observe() {} };
