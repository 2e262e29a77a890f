import type { Condition } from './objects.ts';

/** What is new about a condition; its times follow. */
export interface Verdict {
  readonly status: Condition['status'];
  readonly reason?: string;
  readonly message?: string;
}

interface HasConditions {
  readonly conditions?: readonly Condition[] | null;
}

export const TRUE: Verdict = { status: 'True' };

export const timeText = (now: number): string => new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');

export function conditionOf(status: HasConditions | null | undefined, type: string): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export const isTrue = (status: HasConditions | null | undefined, type: string): boolean =>
  conditionOf(status, type)?.status === 'True';

/** The conditions with these in place of those of the same type. The time of a condition changes with its status only. */
export function withConditions(
  status: HasConditions | null | undefined,
  verdicts: Readonly<Record<string, Verdict>>,
  now: number,
): readonly Condition[] {
  const before = status?.conditions ?? [];
  const changed = Object.entries(verdicts).map(([type, verdict]) => {
    const known = before.find((condition) => condition.type === type);
    const lastTransitionTime = known?.status === verdict.status ? known.lastTransitionTime : timeText(now);
    const { status, reason = '', message = '' } = verdict;
    return { type, status, reason, message, lastProbeTime: '', lastTransitionTime };
  });
  const isNew = (type: string) => !before.some((condition) => condition.type === type);
  return [
    ...before.map((condition) => changed.find(({ type }) => type === condition.type) ?? condition),
    ...changed.filter(({ type }) => isNew(type)),
  ];
}
