/** When to look again, in milliseconds; undefined: when something changes. */
export type Next = number | undefined;

export const earliest = (a: Next, b: Next): Next => (a === undefined ? b : b === undefined ? a : Math.min(a, b));
