/** A name as RFC 9110 section 5.6.2 allows it. */
const LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/;

/** What belongs to the connection or the request itself, and is not for a file to say. */
const OURS = new Set(['connection', 'content-length', 'host', 'idempotency-key', 'transfer-encoding', 'upgrade']);

/**
 * Headers from lines `Name: value`; empty lines and those that begin with # count for nothing. Names are in lower case.
 * Throws for any other line, with its number and without its text, which may be a secret.
 */
export function parseHeaders(text: string): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name = '', value = ''] = LINE.exec(line) ?? [];
    if (name === '' || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw new Error(`line ${index + 1} of the headers file is not a header "Name: value"`);
    }
    if (OURS.has(name.toLowerCase()))
      throw new Error(`line ${index + 1} of the headers file sets ${name}, which is ours`);
    headers.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(headers);
}
