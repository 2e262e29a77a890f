/** Causes are worth telling ("fetch failed" says nothing); a chain of them that never ends is not. */
const DEEPEST_CAUSE = 4;

/** What was thrown, in one line for people. Anything can be thrown, also what throws when it is looked at. */
export function describeThrown(thrown: unknown): string {
  try {
    return describe(thrown, 0) || 'an error without a message';
  } catch {
    return 'something was thrown that cannot be described';
  }
}

function describe(thrown: unknown, depth: number): string {
  if (!(thrown instanceof Error)) return oneLine(`${String(thrown)} was thrown, which is no error`);
  const own = oneLine(String(thrown.message)) || fromParts(thrown, depth) || oneLine(String(thrown.name));
  if (thrown.cause === undefined || depth >= DEEPEST_CAUSE) return own;
  const cause = describe(thrown.cause, depth + 1);
  return own.includes(cause) ? own : `${own}: ${cause}`;
}

/** Both addresses of a name failed, say: the message of the whole is empty. */
function fromParts(thrown: Error, depth: number): string {
  if (!(thrown instanceof AggregateError) || depth >= DEEPEST_CAUSE) return '';
  return thrown.errors.map((error) => describe(error, depth + 1)).join(', ');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
