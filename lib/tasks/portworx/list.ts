/** What a message has room for; the others are counted. */
const NAMED = 5;
/** A claim with its namespace may have 300 characters, and what to do about it stands at the end of the message. */
const LONGEST = 130;

/** The first few, and how many more: `a, b and 3 more`. */
export function listFew(names: readonly string[], separator = ', '): string {
  const more = names.length - NAMED;
  const named = names.slice(0, NAMED).map(cut).join(separator);
  return more > 0 ? `${named} and ${more} more` : named;
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

export const count = (number: number, one: string, many = `${one}s`): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;
