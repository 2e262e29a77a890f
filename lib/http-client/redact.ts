/** What is left of a path or a query in a text: that something was there. */
const LEFT_OUT = '…';
/** Shorter ones, such as `/a`, are parts of many words. */
const SHORTEST = 2;

/**
 * What a server has said, without what it repeats of the address that it was asked at: they like to say what they have not
 * found, and the path or the query of an address can be a secret (https://api.slack.com/messaging/webhooks), which is not
 * for the record of a removal.
 */
export function withoutAddress(text: string, { pathname, search, username, password }: URL): string {
  const query = search.slice(1);
  return [query, pathname, password, username]
    .flatMap(spellings)
    .filter((part) => part.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, part) => left.replaceAll(part, LEFT_OUT), text);
}

/** As it was sent, decoded, in HTML, and in the JSON of those who escape slashes. */
function spellings(part: string): readonly string[] {
  const plain = [part, decoded(part)];
  return [
    ...plain,
    ...plain.map((one) => one.replaceAll('&', '&amp;')),
    ...plain.map((one) => one.replaceAll('/', '\\/')),
  ];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
