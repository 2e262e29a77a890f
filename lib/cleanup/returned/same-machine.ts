import type { Machine } from '../../node/machine.ts';

/** Ids that tell whose machine it is, the most telling first; the boot ID changes. */
export const IDS = ['systemUUID', 'machineID', 'providerID'] as const;
export type Id = (typeof IDS)[number];

/** What firmware and images say that know nothing, in lower case and without dashes. */
const NOBODYS: ReadonlySet<string> = new Set([
  '',
  'uninitialized',
  'notsettable',
  'notspecified',
  'notpresent',
  'defaultstring',
  'none',
  'tobefilledbyo.e.m.',
  // Boards that left the factory with the example of the specification.
  '03000200040005000006000700080009',
]);

/** The id as it compares: kernels and clouds write UUIDs in either case. Undefined when it tells nothing. */
export function idOf(machine: Machine, id: Id): string | undefined {
  const text = machine[id].trim();
  // A provider's id is a URL with names in it.
  if (id === 'providerID') return text === '' ? undefined : text;
  const plain = text.toLowerCase().replaceAll(/[-\s]/g, '');
  return NOBODYS.has(plain) || /^(.)\1*$/.test(plain) ? undefined : plain;
}

/** Which ids both machines have, and have in common. */
export const commonIds = (a: Machine, b: Machine): readonly Id[] =>
  IDS.filter((id) => idOf(a, id) !== undefined && idOf(a, id) === idOf(b, id));

/** Whether something that was known of the first is not known of the second: it has not been reported yet, or differs. */
const lacksIdsOf = (before: Machine, now: Machine): boolean =>
  (['systemUUID', 'machineID'] as const).some(
    (id) => idOf(before, id) !== undefined && idOf(now, id) !== idOf(before, id),
  );

/**
 * The ids by which `now` is the machine that `before` was; none when it is another one. An id that other machines have
 * as well (`others`), as clones of one image do, tells nothing. Nor does that of the provider alone, where more was known:
 * some derive it from the Node's name, and it is there before the kubelet has said which machine this is.
 */
export function sameBy(before: Machine, now: Machine, others: Iterable<Machine>): readonly Id[] {
  let ids = commonIds(before, now);
  if (ids.length === 0) return [];
  for (const other of others) ids = ids.filter((id) => idOf(other, id) !== idOf(now, id));
  return ids.every((id) => id === 'providerID') && lacksIdsOf(before, now) ? [] : ids;
}

/** Whether the machine was rebooted in between; undefined when nobody knows. */
export function wasRebooted(before: Machine, now: Machine): boolean | undefined {
  return before.bootID === '' || now.bootID === '' ? undefined : before.bootID !== now.bootID;
}
