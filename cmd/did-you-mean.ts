/** The candidate that a person most likely meant; undefined when nothing is near. */
export function nearest(wrong: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(wrong.toLowerCase(), candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.candidate ?? candidates.find((candidate) => wrong.length > 1 && candidate.startsWith(wrong));
}

/** `, did you mean "explain"?` or nothing: to be put after a message about `wrong`. */
export function didYouMean(wrong: string, candidates: readonly string[], prefix = ''): string {
  const meant = nearest(wrong, candidates);
  return meant === undefined ? '' : `; did you mean ${prefix}${meant}?`;
}

/** How many letters have to be put in, left out, replaced or swapped with the next one (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
