/** One metric: everything that its exporter, the documentation and the dashboards need to know of it. */
export interface MetricSpec {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Of the value; without it, it is a number of the things that the name says. */
  readonly unit?: 'seconds' | 'seconds since the epoch' | 'bytes' | '0 or 1';
  /** What it is, as /metrics and the documentation say it. */
  readonly help: string;
  /** What a person does with it. */
  readonly use: string;
  /** Bounded sets only, never a pod's, node's or user's name: all values, or, where they are not ours, what bounds them. */
  readonly labels: Readonly<Record<string, readonly string[] | string>>;
  /** Upper bounds of a histogram's buckets, in the metric's unit. */
  readonly buckets?: readonly number[];
}

export type MetricSpecs = Readonly<Record<string, MetricSpec>>;

/** Admission answers take well under a millisecond; the API server gives up after seconds. */
export const ADMISSION_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;
export const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;
/** From an empty plan to a night of storage evacuation. */
export const OPERATION_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 21_600, 86_400] as const;

export const KIND_OF_TASK = 'the kinds of task that there are, and `unknown`';
export const RESOURCE = 'the plurals of the resources that the product works with';
