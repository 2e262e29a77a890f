import type { NodeKeys } from '../../node/keys.ts';
import type { NodeRecord } from '../../node/record.ts';
import { cut } from '../../operation/text.ts';

/** Whether the machine of a Node that does not answer is off. */
export type Proof =
  /** `annotation` is the text that says so, where it is one. */
  | { readonly is: 'off'; readonly says: string; readonly annotation?: string }
  /** Somebody tried to say so, or says that it is not: `problem` is for people. */
  | { readonly is: 'invalid'; readonly problem: string }
  | { readonly is: 'on'; readonly says: string }
  | { readonly is: 'none' };

/** What the hook has answered. */
export interface HookAnswer {
  readonly off: boolean;
  readonly host: string;
}

const FORMAT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))\s+(\S.*)$/;
const LONGEST = 80;

/**
 * What the annotation on the Node, or else the hook, says. Neither counts while the kubelet itself reports: the
 * node-lifecycle controller turns Ready to Unknown when it no longer does, and whoever confirmed before that time may have
 * meant an earlier outage.
 */
export function proofOf(
  { annotations, ready }: Pick<NodeRecord, 'annotations' | 'ready'>,
  hook: HookAnswer | undefined,
  keys: NodeKeys,
  now: number,
): Proof {
  const annotation = annotations[keys.confirmedOff];
  const said = annotation === undefined ? undefined : readConfirmation(annotation, ready.since, keys, now);
  // Whoever looks at the machine itself is believed when it contradicts a person.
  const isContradicted = hook?.off === false;
  const proof =
    hook === undefined || (said?.is === 'off' && !isContradicted) ? (said ?? { is: 'none' }) : fromHook(hook);
  if (proof.is !== 'off' || ready.status === 'Unknown') return proof;
  const problem = `${proof.says}, but Ready is ${ready.status} and not Unknown: its kubelet still reports`;
  return { is: 'invalid', problem };
}

function readConfirmation(text: string, notReadySince: string, keys: NodeKeys, now: number): Proof {
  const [, time = '', person = ''] = FORMAT.exec(text.trim()) ?? [];
  const at = Date.parse(time);
  const shown = JSON.stringify(cut(text, LONGEST));
  const what = `the annotation ${keys.confirmedOff}=${shown}`;
  if (Number.isNaN(at)) {
    return { is: 'invalid', problem: `${what} is not a time and a person, such as "2026-01-31T12:00:00Z alice"` };
  }
  if (at > now) return { is: 'invalid', problem: `${what} does not count yet: it lies in the future` };
  if (!(at >= Date.parse(notReadySince))) {
    const problem = `${what} does not count: it is older than this outage, which began at ${notReadySince}`;
    return { is: 'invalid', problem };
  }
  // Half a character would come back as another one, and what was announced with it would not be found again.
  return { is: 'off', says: `${cut(person, LONGEST)} confirmed at ${time} that the machine is off`, annotation: text };
}

const fromHook = ({ off, host }: HookAnswer): Proof =>
  off
    ? { is: 'off', says: `${host} says that the machine is off` }
    : { is: 'on', says: `${host} says that the machine is not off` };
