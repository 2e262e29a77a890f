/** Objects whose owners are all gone are deleted by the garbage collector. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** What of an object the guard may look at. */
export interface Shape {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly Owner[];
  readonly taints?: readonly { readonly key: string; readonly effect: string }[];
}

/**
 * Who asks: the Node's kubelet; an account in the kubelets' group that is none; people, of whom `alice` is named in guard.skip
 * and `carol` is in a group of it; the garbage collector; the operator's ServiceAccount and that of release-all.
 */
export type Who = 'kubelet' | 'lookalike' | 'bob' | 'alice' | 'carol' | 'collector' | 'operator' | 'release-all';

/** guard.skip and guard.requireReason: everybody may; some may; everybody may who says why. */
export type Rules = 'open' | 'listed' | 'reason';

export interface GuardCase {
  readonly what: string;
  readonly rules: Rules;
  readonly who: Who;
  readonly through: 'nodes' | 'nodes/status' | 'nodecleanups' | 'nodecleanups/status';
  /** Undefined: it is created. */
  readonly before: Shape | undefined;
  /** Undefined: it is deleted. */
  readonly after: Shape | undefined;
  /** With the change comes a heartbeat. */
  readonly heartbeat?: boolean;
  readonly allowed: boolean;
}

export const ALICE = 'alice@example.com';
export const COLLECTOR = 'system:serviceaccount:kube-system:generic-garbage-collector';
export const OPERATORS_GROUP = 'node-operators';

/** Where it says nothing else, a guarded Node is changed. */
export type Given = Pick<GuardCase, 'what' | 'who' | 'after' | 'allowed'> & Partial<GuardCase>;
