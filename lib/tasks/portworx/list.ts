/** What a message has room for; the others are counted. */
const NAMED = 5;

/** The first few, and how many more: `a, b and 3 more`. */
export function listFew(names: readonly string[], separator = ', '): string {
  const more = names.length - NAMED;
  const named = names.slice(0, NAMED).join(separator);
  return more > 0 ? `${named} and ${more} more` : named;
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;
