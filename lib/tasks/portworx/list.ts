import { cut, listFew } from '../../operation/text.ts';

/** What a message has room for; the others are counted. */
const NAMED = 5;
/** A claim with its namespace may have 300 characters, and what to do about it stands at the end of the message. */
const LONGEST = 130;

/** Of names that may be long. */
export const listLong = (names: readonly string[], separator?: string): string =>
  listFew(
    names.map((name) => cut(name, LONGEST)),
    NAMED,
    separator,
  );
