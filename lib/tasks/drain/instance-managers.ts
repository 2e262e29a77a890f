import type { DrainOptions } from './options.ts';

/** Of a plan with this kind of task the drain leaves Longhorn's instance managers alone. */
export const EVACUATION = 'longhorn-evacuate';

const COMPONENT = { key: 'longhorn.io/component', value: 'instance-manager' };

/**
 * The instance managers hold the replicas that the evacuation copies from, and a disruption budget of Longhorn's guards
 * them. They go with the Node. Where nothing evacuates, that budget is all that keeps the last copy of a volume, so they
 * are evicted like others: as soon as Longhorn allows it.
 */
export const withoutInstanceManagers = (options: DrainOptions, kinds: ReadonlySet<string> | undefined): DrainOptions =>
  kinds?.has(EVACUATION)
    ? { ...options, skips: (labels) => labels[COMPONENT.key] === COMPONENT.value || options.skips(labels) }
    : options;
