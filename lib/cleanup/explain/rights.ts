import type { RightsView } from './document.ts';

/** `get nodes (cordon), list pods (drain)`: each right, and what needs it. */
export const describeRights = (missing: RightsView['missing']): string =>
  missing.map(({ right, tasks }) => `${right} (${tasks.join(', ')})`).join(', ');
