/** Colours and cursor movements: https://en.wikipedia.org/wiki/ANSI_escape_code */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])/g;

/** Somebody else's text as one line without control characters, or its beginning. */
export function oneLine(text: string, longest: number): string {
  const line = clean(text);
  return line.length > longest ? `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

/** The last lines of a log, in one line; of what is too long the end, where the reason is. */
export function lastLines(log: string, count: number, longest: number): string {
  const lines = log
    .split(/\r?\n|\r/)
    .map(clean)
    .filter((line) => line !== '');
  const text = lines.slice(-count).join(' | ');
  return text.length > longest ? `…${text.slice(text.length - longest + 1).replace(/^[\uDC00-\uDFFF]/, '')}` : text;
}

const clean = (text: string): string =>
  text
    .replaceAll(ESCAPES, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]+/gu, ' ')
    .trim();
