/** The text, or as much of it as fits with a sign that something is missing. Counts UTF-16 units; splits no character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
