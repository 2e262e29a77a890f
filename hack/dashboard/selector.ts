/** Of this product's metrics, those that the variables of the dashboard choose. */
export const ours = (more = ''): string =>
  `{cluster=~"$cluster", namespace=~"$namespace", job=~"$job"${more === '' ? '' : `, ${more}`}}`;

/** Of the API server's: our webhooks. */
export const OUR_WEBHOOKS = '{cluster=~"$cluster", name=~"node-cleanup[.].+"}';

export const quantile = (q: number, metric: string, by: string, window: string): string =>
  `histogram_quantile(${q}, sum by (le${by === '' ? '' : `, ${by}`}) (rate(${metric}_bucket${ours()}[${window}])))`;
