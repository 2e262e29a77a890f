import { stringAt } from '../../kube/json.ts';

/** What must be known again after a restart. */
export interface ForgetMemory {
  /** Of Longhorn's Node when it was first seen. */
  readonly uid: string | undefined;
  /** What Longhorn's webhook said last, and since how many times in a row it has said no. */
  readonly refusal: { readonly text: string; readonly times: number; readonly againAt: number } | undefined;
}

const FIRST_MS = 60_000;
const MOST_MS = 600_000;

export function readForgetMemory(memory: Readonly<Record<string, string>> | undefined): ForgetMemory {
  const text = stringAt(memory, 'refusal');
  const times = Number(stringAt(memory, 'refusals'));
  const againAt = Date.parse(stringAt(memory, 'againAt') ?? '');
  const isWhole = text !== undefined && times > 0 && !Number.isNaN(againAt);
  return { uid: stringAt(memory, 'uid'), refusal: isWhole ? { text, times, againAt } : undefined };
}

export function writeForgetMemory({ uid, refusal }: ForgetMemory): Readonly<Record<string, string>> {
  return {
    ...(uid === undefined ? {} : { uid }),
    ...(refusal === undefined
      ? {}
      : {
          refusal: refusal.text,
          refusals: String(refusal.times),
          againAt: new Date(refusal.againAt).toISOString(),
        }),
  };
}

/** Asked again after a minute, then after two, and so on up to ten. */
export function refusedOnceMore({ uid, refusal }: ForgetMemory, text: string, now: number): ForgetMemory {
  const times = (refusal?.times ?? 0) + 1;
  const waitMs = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(times - 1, 10));
  return { uid, refusal: { text: text.slice(0, 600), times, againAt: now + waitMs } };
}
