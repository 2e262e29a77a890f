import type { Return } from './find-return.ts';
import type { Id } from './same-machine.ts';

const NAMES: Readonly<Record<Id, string>> = {
  systemUUID: 'system UUID',
  machineID: 'machine ID',
  providerID: 'provider ID',
};

/** What people are told; `rebooted` undefined: nobody knows; `taint`: the one that it was given. */
export function describeReturn(
  { cleanup, by }: Return,
  rebooted: boolean | undefined,
  taint: string | undefined,
): string {
  const { nodeName, nodeUID, requestedAt } = cleanup.spec;
  const ids = by.map((id) => NAMES[id]).join(', ');
  return [
    `This machine was removed as Node ${nodeName} (uid ${nodeUID}): deleted at ${requestedAt}, NodeCleanup ${cleanup.name}`,
    `It has the same ${ids}${since(rebooted)}`,
    ...(taint === undefined ? [] : [`It was given the taint ${taint}:NoSchedule`]),
  ].join('. ');
}

function since(rebooted: boolean | undefined): string {
  if (rebooted === undefined) return '';
  if (rebooted) return '; it was rebooted since';
  return '; the boot ID is the same, too: its kubelet was restarted, and the machine never rebooted';
}
