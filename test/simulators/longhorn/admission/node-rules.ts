import { isDeepStrictEqual } from 'node:util';
import { conditionOf } from '../conditions.ts';
import type { Disk, LonghornNode } from '../objects.ts';
import { LONGHORN_FINALIZER } from '../parts.ts';
import type { VersionRules } from '../versions.ts';
import { forbidden, invalid, type Refusal } from './verdict.ts';

/**
 * What may be done with nodes.longhorn.io. Rules, order, codes and words are those of longhorn-manager's
 * webhook/resources/node/validator.go, because others look for these words.
 */
export interface Surroundings {
  readonly rules: VersionRules;
  readonly hasKubeNode: boolean;
  readonly hasV2Engine: boolean;
}

type Disks = Readonly<Record<string, Disk>>;

export function refusesCreation(node: LonghornNode, { rules, hasV2Engine }: Surroundings): Refusal | undefined {
  const disks = node.spec.disks ?? {};
  return (
    badRequest(node) ??
    first(disks, (name, { diskType, diskDriver }) => {
      if (diskType === 'block' && !hasV2Engine) {
        return invalid(`disk ${name} type block is not supported since v2 data engine is disabled`);
      }
      return diskType !== 'block' && diskDriver
        ? invalid(`disk ${name} type ${diskType} is not supported to specify disk driver`)
        : undefined;
    }) ??
    (rules.checksDiskPaths ? samePaths(node.metadata.name, disks) : undefined)
  );
}

export function refusesUpdate(
  before: LonghornNode,
  after: LonghornNode,
  surroundings: Surroundings,
): Refusal | undefined {
  if (onlyRemovesFinalizer(before, after)) return undefined;
  const { name } = before.metadata;
  const { rules, hasKubeNode } = surroundings;
  const refusal = badRequest(after) ?? contradiction(name, after);
  if (refusal !== undefined) return refusal;
  if (rules.freezesGoneNodes && !hasKubeNode) return refusesUpdateOfGone(before, after);
  if (!isSynced(before)) {
    return forbidden(`spec and status of disks on node ${name} are being syncing and please retry later.`);
  }
  return (
    badTags(after.spec.tags) ??
    (rules.needsSpecName && !after.spec.name
      ? invalid("node name is invalid. You can't have a Spec.Name empty")
      : undefined) ??
    refusesDisks(before, after, surroundings)
  );
}

export function refusesDeletion(
  node: LonghornNode,
  { rules }: Surroundings,
  here: { readonly replicas: number; readonly engines: number },
): Refusal | undefined {
  const { name, annotations = {} } = node.metadata;
  if (!rules.guardsNodeDeletion || 'longhorn.io/delete-node-from-longhorn' in annotations) return undefined;
  const { status = '', reason = '' } = conditionOf(node.status, 'Ready') ?? {};
  const isAbsent = status !== 'True' && (reason === 'KubernetesNodeGone' || reason === 'ManagerPodMissing');
  const isOpen = node.spec.allowScheduling === true;
  if (isAbsent && !isOpen && here.replicas === 0 && here.engines === 0) return undefined;
  return invalid(
    `could not delete node ${name} with node ready condition is ${status}, reason is ${reason}, node schedulable ${isOpen}, ` +
      `and ${here.replicas} replica, ${here.engines} engine running on it`,
  );
}

function onlyRemovesFinalizer({ metadata: before }: LonghornNode, { metadata: after }: LonghornNode): boolean {
  if (before.deletionTimestamp === undefined) return false;
  const had = before.finalizers?.includes(LONGHORN_FINALIZER) ?? false;
  return had && !after.finalizers?.includes(LONGHORN_FINALIZER);
}

function badRequest({ spec }: LonghornNode): Refusal | undefined {
  const isBad = (spec.instanceManagerCPURequest ?? 0) < 0;
  return isBad ? invalid('instanceManagerCPURequest should be greater than or equal to 0') : undefined;
}

function contradiction(name: string, { spec }: LonghornNode): Refusal | undefined {
  if (!spec.evictionRequested || !spec.allowScheduling) return undefined;
  return invalid(
    `need to disable scheduling on node ${name} for node eviction, or cancel eviction to enable scheduling on this node`,
  );
}

function refusesUpdateOfGone(before: LonghornNode, after: LonghornNode): Refusal | undefined {
  const { name } = before.metadata;
  if (!isDeepStrictEqual(before.spec.disks, after.spec.disks)) {
    return forbidden(`cannot modify disks on node ${name} after the Kubernetes node is deleted`);
  }
  const allowed = { ...before.spec, allowScheduling: false };
  if (before.spec.allowScheduling && isDeepStrictEqual(allowed, after.spec)) return undefined;
  return forbidden(`only disabling scheduling on node ${name} is allowed after the Kubernetes node is deleted`);
}

function isSynced({ spec, status }: LonghornNode): boolean {
  const names = (map: object | null | undefined) => Object.keys(map ?? {}).toSorted();
  return isDeepStrictEqual(names(spec.disks), names(status?.diskStatus));
}

function badTags(tags: readonly string[] = []): Refusal | undefined {
  const bad = tags.find((tag) => !/^[\w.-]+$/.test(tag));
  return bad === undefined ? undefined : invalid(`tag ${bad} is invalid`);
}

function refusesDisks(before: LonghornNode, after: LonghornNode, surroundings: Surroundings): Refusal | undefined {
  const { name } = before.metadata;
  const [old, disks] = [before.spec.disks ?? {}, after.spec.disks ?? {}];
  const isOpen = (disk: string, spec: Disk) =>
    spec.evictionRequested && spec.allowScheduling
      ? invalid(
          `need to disable scheduling on disk ${disk} for disk eviction, or cancel eviction to enable scheduling on this disk`,
        )
      : undefined;
  return (
    first(disks, isOpen) ??
    first(disks, (disk, spec) => badDisk(name, disk, spec, old[disk], surroundings)) ??
    (surroundings.rules.checksDiskPaths ? samePaths(name, disks) : undefined) ??
    first(old, (disk, spec) => (disks[disk] === undefined ? inUse(before, disk, spec) : undefined)) ??
    first(old, (disk, spec) =>
      disks[disk] !== undefined && spec.diskType && spec.diskType !== disks[disk].diskType
        ? invalid(`update disk on node ${name} error: The disk ${disk}(${spec.path}) type is not allow to change`)
        : undefined,
    )
  );
}

function badDisk(
  node: string,
  disk: string,
  spec: Disk,
  old: Disk | undefined,
  { hasV2Engine }: Surroundings,
): Refusal | undefined {
  const what = `update disk on node ${node} error: The`;
  if ((spec.storageReserved ?? 0) < 0) {
    return invalid(
      `${what} storageReserved setting of disk ${disk}(${spec.path}) is not valid, should be positive and no more than storageMaximum and storageAvailable`,
    );
  }
  const refusal = badTags(spec.tags);
  if (refusal !== undefined) return refusal;
  if (spec.diskType === 'block') {
    if (hasV2Engine || isDeepStrictEqual(old, spec)) return undefined;
    return invalid(`${what} disk ${disk}(${spec.path}) is a block device, but the SPDK feature is not enabled`);
  }
  return spec.diskDriver
    ? invalid(`disk ${disk} type ${spec.diskType} is not supported to specify disk driver`)
    : undefined;
}

function inUse({ metadata, status }: LonghornNode, disk: string, spec: Disk): Refusal | undefined {
  const scheduled = status?.diskStatus?.[disk]?.storageScheduled ?? 0;
  if (!spec.allowScheduling && scheduled === 0) return undefined;
  return invalid(
    `Delete Disk on node ${metadata.name} error: Please disable the disk ${spec.path} and remove all replicas and backing images first `,
  );
}

function samePaths(node: string, disks: Disks): Refusal | undefined {
  const byPath = Object.entries(Object.groupBy(Object.keys(disks), (disk) => clean(disks[disk]?.path ?? '')));
  const same = byPath.find(([, names = []]) => names.length > 1);
  if (same === undefined) return undefined;
  const [path, names = []] = same;
  return invalid(`duplicate disk paths on node ${node}: [${path} (disks ${names.join(' and ')})]`);
}

const clean = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);

function first(disks: Disks, check: (name: string, disk: Disk) => Refusal | undefined): Refusal | undefined {
  for (const [name, disk] of Object.entries(disks)) {
    const refusal = check(name, disk);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
