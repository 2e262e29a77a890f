import type { LeaseRecord } from '../../kube/leader-election/lease.ts';
import type { NodeKeys } from '../../node/keys.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { Budget } from '../../tasks/drain/budget.ts';
import type { PodRecord } from '../../tasks/drain/pod-record.ts';
import type { NodeCleanup } from '../node-cleanup.ts';
import type { ForecastView } from './document.ts';

/** Something that was looked for, or why it could not be read: an explanation goes on without it and says so. */
export type Read<T> =
  | { readonly read: true; readonly value: T }
  /** `missing`: the API server does not have the kind at all. */
  | { readonly read: false; readonly what: string; readonly why: string; readonly missing: boolean };

/** All that an explanation is made of. */
export interface ExplainFacts {
  readonly nodeName: string;
  readonly keys: NodeKeys;
  /** undefined: there is no such Node. */
  readonly node: Read<NodeRecord | undefined>;
  /** Of Nodes that bear or bore the name. */
  readonly cleanups: Read<readonly NodeCleanup[]>;
  /** On the Node; none are read unless it is being deleted. */
  readonly pods: Read<readonly PodRecord[]>;
  /** Of those pods' namespaces. */
  readonly budgets: Read<readonly Budget[]>;
  /** Of the operator, in any namespace. */
  readonly leases: Read<readonly FoundLease[]>;
  /** What would happen if it were deleted now, and whether the rights that it tells of are the operator's own. */
  readonly forecast?: { readonly view: ForecastView; readonly ofOperator: boolean } | undefined;
  /** Whether the guard asks for a reason when something is skipped, where a configuration says so. */
  readonly requireReason?: boolean | undefined;
  readonly leaseName: string;
  readonly commands: Commands;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How the user calls the programs, so that what is suggested can be copied and pasted. */
export interface Commands {
  /** With the options that lead to this cluster. */
  readonly kubectl: string;
  readonly program: string;
  /** That a sub-command of ours needs to do the same to the same cluster. */
  readonly options: readonly string[];
}

export interface FoundLease extends LeaseRecord {
  readonly namespace: string;
  readonly name: string;
}

export const seen = <T>(value: T): Read<T> => ({ read: true, value });

export const valueOr = <T>(read: Read<T>, otherwise: T): T => (read.read ? read.value : otherwise);
