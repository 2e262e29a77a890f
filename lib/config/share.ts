/** So many Nodes, or a share of them: what Kubernetes calls IntOrString. */
export type Share = { readonly count: number } | { readonly percent: number };

/** A whole number, or a percentage from 0% to 100%. */
export const SHARE_PATTERN = '^(?:0|(?:100|[1-9]?[0-9])%)$';

/** Reads what the schema has let through. */
export function parseShare(value: unknown): Share {
  if (typeof value === 'number') return { count: value };
  const percent = /^(\d+)%$/.exec(typeof value === 'string' ? value : '');
  return percent === null ? { count: 0 } : { percent: Number(percent[1]) };
}

/** How many of `total` it is; a part of a Node counts as a whole one. */
export const shareOf = (share: Share, total: number): number =>
  'count' in share ? share.count : Math.ceil((share.percent * total) / 100);

export const formatShare = (share: Share): string => ('count' in share ? String(share.count) : `${share.percent}%`);
