/** What changed between releases, as far as somebody who removes a Node notices. */
export interface VersionRules {
  /** A Longhorn Node can only be deleted when nothing is on it and its machine is gone (1.10.0). */
  readonly guardsNodeDeletion: boolean;
  /** spec.name must not be empty (1.10.0). */
  readonly needsSpecName: boolean;
  /** The disks of a Node that is not Ready are not Ready either (1.11.0). */
  readonly disksFollowNode: boolean;
  /** Two disks of a Node cannot have the same path (1.12.0). */
  readonly checksDiskPaths: boolean;
  /** Of a Longhorn Node whose machine is gone only allowScheduling can be switched off (1.12.2, longhorn/longhorn#13494). */
  readonly freezesGoneNodes: boolean;
}

const V1_9: VersionRules = {
  guardsNodeDeletion: false,
  needsSpecName: false,
  disksFollowNode: false,
  checksDiskPaths: false,
  freezesGoneNodes: false,
};
const V1_10: VersionRules = { ...V1_9, guardsNodeDeletion: true, needsSpecName: true };
const V1_12: VersionRules = { ...V1_10, disksFollowNode: true, checksDiskPaths: true };

export const VERSIONS = {
  '1.9.2': V1_9,
  '1.10.1': V1_10,
  '1.12.1': V1_12,
  '1.12.2': { ...V1_12, freezesGoneNodes: true },
} as const satisfies Readonly<Record<string, VersionRules>>;

export type LonghornVersion = keyof typeof VERSIONS;
