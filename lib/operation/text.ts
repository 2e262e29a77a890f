/** The text, or as much of it as fits with a sign that something is missing. Counts UTF-16 units; splits no character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The first few of many names, and how many there are more: `a, b, c and 7 more`. */
export function listFew(names: readonly string[], few = 3, separator = ', '): string {
  const first = names.slice(0, few).join(separator);
  return names.length > few ? `${first} and ${names.length - few} more` : first;
}

/** `1 volume`, `2 volumes`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;
