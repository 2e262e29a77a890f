import type { KubeObject } from '../client.ts';
import { isObject, type JsonObject, numberAt, stringAt } from '../json.ts';
import { apiVersionOf, LEASES } from '../resource.ts';

/** What a Lease says of who leads. */
export interface LeaseRecord {
  /** '' when it was released. */
  readonly holder: string;
  /** How long it holds after a renewal; undefined when the Lease does not say. */
  readonly durationMs: number | undefined;
  /** By the holder's clock: only to be compared for equality. */
  readonly renewTime: string;
  readonly acquireTime: string;
  readonly transitions: number;
}

export function parseLease(lease: KubeObject): LeaseRecord {
  const seconds = numberAt(lease, 'spec', 'leaseDurationSeconds');
  return {
    holder: stringAt(lease, 'spec', 'holderIdentity') ?? '',
    durationMs: seconds === undefined ? undefined : seconds * 1_000,
    renewTime: stringAt(lease, 'spec', 'renewTime') ?? '',
    acquireTime: stringAt(lease, 'spec', 'acquireTime') ?? '',
    transitions: numberAt(lease, 'spec', 'leaseTransitions') ?? 0,
  };
}

export interface Claim {
  readonly identity: string;
  readonly durationMs: number;
  /** MicroTime. */
  readonly renewTime: string;
}

export function newLease(namespace: string, name: string, claim: Claim): JsonObject {
  return {
    apiVersion: apiVersionOf(LEASES),
    kind: LEASES.kind,
    metadata: { name, namespace },
    spec: { ...claimed(claim), acquireTime: claim.renewTime, leaseTransitions: 0 },
  };
}

/** The Lease as its next holder writes it. All that is not about holding it stays as it is. */
export function takenLease(lease: KubeObject, claim: Claim): JsonObject {
  const { holder, transitions } = parseLease(lease);
  return withSpec(lease, {
    ...claimed(claim),
    acquireTime: claim.renewTime,
    leaseTransitions: holder === claim.identity ? transitions : transitions + 1,
  });
}

export function renewedLease(lease: KubeObject, claim: Claim): JsonObject {
  return withSpec(lease, claimed(claim));
}

/** As client-go releases it: no holder, and a duration of a second, the least that is valid. */
export function releasedLease(lease: KubeObject, time: string): JsonObject {
  return withSpec(lease, { holderIdentity: '', leaseDurationSeconds: 1, renewTime: time, acquireTime: time });
}

function claimed({ identity, durationMs, renewTime }: Claim): JsonObject {
  // Rounded up: others may only wait longer than we act.
  return { holderIdentity: identity, leaseDurationSeconds: Math.ceil(durationMs / 1_000), renewTime };
}

function withSpec(lease: KubeObject, fields: JsonObject): JsonObject {
  return { ...lease, spec: { ...(isObject(lease.spec) ? lease.spec : {}), ...fields } };
}
