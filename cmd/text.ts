/** As wide as a line of our pages may be. */
export const PAGE_WIDTH = 100;

/** Words in lines; a word that is longer than a line has one of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A label and its text beside it, wrapped to the page; a label that is too long has a line of its own. */
export function hanging(label: string, text: string, indent: number): readonly string[] {
  const lines = wrap(text, Math.max(40, PAGE_WIDTH - indent));
  const pad = ' '.repeat(indent);
  if (label !== '' && label.length >= indent) return [label, ...lines.map((line) => pad + line)];
  return lines.map((line, index) => ((index === 0 ? label.padEnd(indent) : pad) + line).trimEnd());
}

/** What others wrote into the cluster must not drive the terminal. */
export const printable = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, ' ');
