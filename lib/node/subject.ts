import type { NodeRecord } from './record.ts';

/** What an operation on a Node is about. The uid never changes; the Node may be gone, or another may bear the name. */
export interface NodeSubject {
  readonly nodeName: string;
  readonly nodeUID: string;
  /** The Node with that uid as last seen; undefined once it is gone. */
  readonly node: NodeRecord | undefined;
  /** The Node's label kubernetes.io/hostname, which local volumes name, where it was another than the name of the Node. */
  readonly hostname?: string | undefined;
  /** How long it must not have been Ready to count as dead, in milliseconds (readiness.ts). */
  readonly deadAfterMs: number;
  /** When its deletion was asked for, RFC 3339. */
  readonly requestedAt: string;
  /** The NodeCleanup or NodeReboot that records the operation. */
  readonly record: { readonly kind: string; readonly name: string };
  /** The kinds of task in the operation's plan. */
  readonly kinds?: ReadonlySet<string> | undefined;
  /** How far the operation is, for those who tell people of it. */
  readonly progress?: { readonly phase: string; readonly message: string } | undefined;
}
