import { nearest } from '../lib/config/nearest.ts';

/** `; did you mean explain?` or nothing: to be put after a message about `wrong`. */
export function didYouMean(wrong: string, candidates: readonly string[], prefix = ''): string {
  const begun = candidates.find((candidate) => wrong.length > 1 && candidate.startsWith(wrong));
  const meant = nearest(wrong, candidates) ?? begun;
  return meant === undefined ? '' : `; did you mean ${prefix}${meant}?`;
}
