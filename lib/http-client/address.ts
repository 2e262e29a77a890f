/**
 * Of an option: http:// or https://, and no user name or password. An option is written into the record of the removal, which
 * more people may read than the configuration; credentials belong into a file.
 */
export const ADDRESS_PATTERN = '^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$';
/** The same, or empty. */
export const OPTIONAL_ADDRESS_PATTERN = `^$|${ADDRESS_PATTERN}`;

/** The address in a text, which `where` names in errors; they never repeat it. The plan of a record may have been edited by hand. */
export function addressIn(text: string, where: string): URL {
  const url = parseAddress(text, where);
  if (url.username !== '' || url.password !== '') {
    throw new Error(
      `${where} has a user name or password in its address, which has no place there: use a file of headers`,
    );
  }
  return url;
}

/** For a text that is a secret itself: it may have a user name and a password. */
export function parseAddress(text: string, where: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Error(`${where} holds no http:// or https:// address`);
  return url;
}
