import type { Clock } from '../time/clock.ts';

/** Something that must be well for the process to be well. */
export interface HealthCheck {
  /** As `?verbose` lists it: lower case with hyphens. */
  readonly name: string;
  check(): Health | Promise<Health>;
}

export interface Health {
  readonly ok: boolean;
  /** What a person should know, also when it is well; may be ''. */
  readonly message: string;
}

export interface NamedHealth extends Health {
  readonly name: string;
}

/** A kubelet waits 1 s for its probe by default; the answer has to be on its way before. */
export const CHECK_TIMEOUT_MS = 800;

/** Asks all checks at once. One that throws or does not answer in time is not well, and hides nothing from the others. */
export function examine(checks: readonly HealthCheck[], clock: Clock): Promise<readonly NamedHealth[]> {
  return Promise.all(checks.map(async (check) => ({ name: check.name, ...(await answerOf(check, clock)) })));
}

async function answerOf(check: HealthCheck, clock: Clock): Promise<Health> {
  return new Promise((resolve) => {
    const timer = clock.after(CHECK_TIMEOUT_MS, () => {
      resolve({ ok: false, message: `no answer within ${CHECK_TIMEOUT_MS} ms` });
    });
    const settle = (health: Health) => {
      timer[Symbol.dispose]();
      resolve(health);
    };
    askedNow(check).then(settle, (error: unknown) => {
      settle({ ok: false, message: error instanceof Error ? error.message : String(error) });
    });
  });
}

/** Remembers the answer for `ms`, and lets everybody who asks meanwhile wait for the same one. */
export function cached(check: HealthCheck, ms: number, clock: Clock): HealthCheck {
  let answer: Promise<Health> | undefined;
  let askedAt = 0;
  const ask = () => {
    askedAt = clock.monotonic();
    answer = askedNow(check);
    return answer;
  };
  return {
    name: check.name,
    check: () => (answer === undefined || clock.monotonic() - askedAt >= ms ? ask() : answer),
  };
}

/** A check that throws at once rejects like one that throws later. */
async function askedNow(check: HealthCheck): Promise<Health> {
  return check.check();
}
