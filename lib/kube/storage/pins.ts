import type { Term } from './node-affinity.ts';

/**
 * What ties a volume to one value of one key: `kubernetes.io/hostname=worker-1`. Several in one term hold together, so
 * each of them alone is proof.
 */
export type Pins = readonly string[];

export const pin = (key: string, value: string): string => `${key}=${value}`;

/**
 * For each term of a nodeAffinity what it is tied to: nothing for a term that several Nodes may meet. A term that no Node
 * can meet is left out, as the scheduler leaves it out.
 */
export function pinsOf(terms: readonly Term[]): readonly Pins[] {
  return terms.flatMap((term) => {
    const allowed = [...allowedBy(term)];
    const unmeetable = term.length === 0 || allowed.some(([, values]) => values.length === 0);
    if (unmeetable) return [];
    return [allowed.flatMap(([key, [value, ...others]]) => (value && others.length === 0 ? [pin(key, value)] : []))];
  });
}

/** Every term is tied to one of these, so that no other place will do. */
export const isTiedTo = (volume: readonly Pins[], place: ReadonlySet<string>): boolean =>
  volume.length > 0 && volume.every((pins) => pins.some((one) => place.has(one)));

/** By key, the values that satisfy all of its `In` requirements. */
function allowedBy(term: Term): ReadonlyMap<string, readonly string[]> {
  const allowed = new Map<string, readonly string[]>();
  for (const { key, operator, values } of term) {
    if (operator !== 'In') continue;
    const before = allowed.get(key) ?? values;
    allowed.set(key, [...new Set(before.filter((value) => values.includes(value)))]);
  }
  return allowed;
}
