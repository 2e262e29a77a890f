/** The beginning of somebody's explanation, for people: one line, no control characters, not a whole page. */
export function excerpt(text: string, longest = 200): string {
  const line = text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
