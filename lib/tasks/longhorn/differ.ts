/**
 * Tells whether two records differ in what `essence` gives of them. What it leaves out changes all the time, such as how full
 * a disk is, and nobody needs to look for it.
 */
export const differ =
  <T>(essence: (record: T) => unknown) =>
  (before: T, now: T): boolean =>
    JSON.stringify(essence(before)) !== JSON.stringify(essence(now));
