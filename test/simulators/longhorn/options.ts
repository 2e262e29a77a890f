import type { CertificateAuthority } from '../../../hack/certificates.ts';
import type { Api } from '../../../hack/control-plane/api.ts';
import type { Clock } from '../../../lib/time/clock.ts';
import type { LonghornVersion } from './versions.ts';

/** The cluster that it runs on: a TestCluster, or a ClusterAccess outside of tests. */
export interface SimulatedCluster {
  readonly api: Api;
  /** PEM of the authority. */
  readonly ca: string;
  readonly authority: CertificateAuthority;
}

export interface LonghornOptions {
  /** Default 1.12.1. */
  readonly version?: LonghornVersion;
  /** Values of settings that are not as Longhorn's defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Default: one of its own, which goes with it. One that is given is made when it is not there, and stays. */
  readonly namespace?: string;
  /**
   * False: nothing happens but in `tick()` and `settle()`. True, the default: a tick every 50 ms while there is something to do and
   * every 250 ms otherwise. A number: a tick every so many milliseconds.
   */
  readonly automatic?: boolean | number;
  /** How much of a rebuild is done in a tick, in percent. Default 25. */
  readonly rebuildStep?: number;
  /** Whether instance managers are pods, each with its disruption budget. False unless told. A pod that was evicted fails no replica. */
  readonly pods?: boolean;
  /** For Longhorn's waits: 15 s of a kubelet, 600 s for a failed replica, 48 h for a stale one. */
  readonly clock?: Clock;
}

export interface DiskOptions {
  /** In bytes; 100 GiB unless told. */
  readonly size?: number;
  /** In bytes; all of it unless told. */
  readonly available?: number;
  /** In bytes. */
  readonly reserved?: number;
  readonly tags?: readonly string[];
  /** True unless told. */
  readonly allowScheduling?: boolean;
  readonly type?: 'filesystem' | 'block';
}

export interface NodeOptions {
  /** By name. One called `default` unless told. */
  readonly disks?: Readonly<Record<string, DiskOptions>>;
  readonly tags?: readonly string[];
  /** True unless told. */
  readonly allowScheduling?: boolean;
  /** False: no manager has looked at its disks yet (status.diskStatus is absent). */
  readonly synced?: boolean;
}

export interface VolumeOptions {
  /** Names of Nodes, one for each healthy replica. The first disk of each is used. */
  readonly replicasOn: readonly string[];
  /** spec.numberOfReplicas; as many as replicasOn names unless told. */
  readonly copies?: number;
  /** The Node that a pod uses it on. Detached unless told. */
  readonly attachedTo?: string;
  /** In bytes; 1 GiB unless told. */
  readonly size?: number;
  readonly dataLocality?: 'disabled' | 'best-effort' | 'strict-local';
  /** `namespace/name` of the claim that uses it. */
  readonly claim?: string;
  readonly nodeSelector?: readonly string[];
  readonly diskSelector?: readonly string[];
  /** replicaSoftAntiAffinity of the volume itself. */
  readonly softAntiAffinity?: 'ignored' | 'enabled' | 'disabled';
  readonly backingImage?: string;
  readonly dataEngine?: 'v1' | 'v2';
  /** status.ownerID: whose manager looks after it. The first of replicasOn unless told. */
  readonly ownedBy?: string;
}

/** Who holds a volume attached: a pod, or a person in Longhorn's own interface. */
export type Attacher = 'csi-attacher' | 'longhorn-api';
