import type { BrakeConfig } from '../../config/config.ts';
import { shareOf } from '../../config/share.ts';
import type { Clock } from '../../time/clock.ts';
import { formatDuration } from '../../time/duration.ts';
import type { Ledger } from '../ledger.ts';
import { isHeld, type NodeCleanup } from '../node-cleanup.ts';
import { begunAt, heldAmong, isUndecided, waiterOf } from './begun.ts';
import { type Turn, turnOf } from './hold.ts';

export interface HoldBrakeDeps {
  readonly ledger: Ledger;
  readonly finalizer: string;
  /** As last read; asked again at every use. */
  readonly config: () => BrakeConfig;
  /** Nodes in the cluster, those being deleted included. */
  readonly nodeCount: () => number;
  readonly clock: Clock;
}

/** Undisturbed: it was never held. */
export type Because = 'Undisturbed' | 'InTurn' | 'Person' | 'SwitchedOff';

/** For the metric. */
export const RELEASED_BY: Readonly<Record<Because, string>> = {
  Undisturbed: 'turn',
  InTurn: 'turn',
  Person: 'person',
  SwitchedOff: 'configuration',
};

export type HoldVerdict =
  | { readonly may: 'begin'; readonly because: Because }
  | (Extract<Turn, { may: 'wait' }> & { readonly why: string });

interface Beginning {
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly because: Because;
}

/**
 * Says which removals may begin. What it goes by is written down in the records, so that a restart or another leader
 * changes nothing; what has been let begin here and is not written down yet counts as well.
 */
export class HoldBrake {
  readonly #deps: HoldBrakeDeps;
  /** By the uid of the Node. */
  readonly #beginning = new Map<string, Beginning>();

  constructor(deps: HoldBrakeDeps) {
    this.#deps = deps;
  }

  /** Whether the removal may begin now. One that may is counted from now on; one that has begun always may. */
  verdictOn(cleanup: NodeCleanup): HoldVerdict {
    const { nodeUID } = cleanup.spec;
    const held = isHeld(cleanup.status);
    if (!isWaiting(cleanup)) return { may: 'begin', because: 'Undisturbed' };
    const beginning = this.#beginning.get(nodeUID);
    if (beginning !== undefined) return { may: 'begin', because: beginning.because };
    const because = held ? 'InTurn' : 'Undisturbed';
    const { hold } = this.#deps.config();
    if (hold === undefined) return this.#begin(nodeUID, held ? 'SwitchedOff' : because);
    if (cleanup.releaseHold) return this.#begin(nodeUID, 'Person');
    const limit = Math.max(hold.atLeast, shareOf(hold.above, this.#deps.nodeCount()));
    const ours = this.#ours();
    const now = this.#deps.clock.now();
    const turn = turnOf(waiterOf(cleanup), {
      limit,
      withinMs: hold.withinMs,
      begun: this.#begun(ours),
      held: heldAmong(ours).filter((waiter) => !this.#beginning.has(waiter.nodeUID)),
      now,
    });
    if (turn.may === 'begin') return this.#begin(nodeUID, because);
    const removals = limit === 1 ? 'one removal' : `${limit} removals`;
    return { ...turn, why: `no more than ${removals} may begin within ${formatDuration(hold.withinMs)}` };
  }

  #begin(nodeUID: string, because: Because): HoldVerdict {
    this.#beginning.set(nodeUID, { at: this.#deps.clock.now(), because });
    return { may: 'begin', because };
  }

  #ours(): readonly NodeCleanup[] {
    const { ledger, finalizer } = this.#deps;
    return [...ledger.all()].filter(({ spec }) => spec.finalizer === finalizer);
  }

  #begun(ours: readonly NodeCleanup[]): readonly number[] {
    const { ledger } = this.#deps;
    for (const uid of this.#beginning.keys()) {
      const cleanup = ledger.of(uid);
      // Also when it was skipped before it could begin: then it never does.
      if (cleanup === undefined || !isWaiting(cleanup)) this.#beginning.delete(uid);
    }
    return [...ours.flatMap((cleanup) => begunAt(cleanup) ?? []), ...[...this.#beginning.values()].map(({ at }) => at)];
  }
}

/** Neither that it has begun is written down nor that it never will. */
const isWaiting = (cleanup: NodeCleanup): boolean => isHeld(cleanup.status) || isUndecided(cleanup);
