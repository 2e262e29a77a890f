import type { KubeClient, KubeObject } from '../../kube/client.ts';
import type { Discovery } from '../../kube/discovery.ts';
import { stringAt } from '../../kube/json.ts';
import { listAll } from '../../kube/list-all.ts';
import type { Resource } from '../../kube/resource.ts';
import type { View } from '../../kube/shared-watch/view.ts';

/** TopoLVM names all that is its own after one of these; the second is the legacy one (`useLegacy`). */
const GROUPS = ['topolvm.io', 'topolvm.cybozu.com'] as const;
type Group = (typeof GROUPS)[number];

const PLURAL = 'logicalvolumes';
const VERSION = 'v1';

export const isTopoLvmDriver = (driver: string): boolean => GROUPS.some((group) => group === driver);

/** What is kept of a LogicalVolume: the part of a Node's disk that belongs to one PersistentVolume. */
export interface LogicalVolume {
  readonly name: string;
  readonly nodeName: string;
  /** The PersistentVolume. */
  readonly volumeName: string;
  /** It has been deleted, or TopoLVM is about to. */
  readonly going: boolean;
}

function parseLogicalVolume(object: KubeObject): LogicalVolume {
  return {
    name: object.metadata.name,
    nodeName: stringAt(object, 'spec', 'nodeName') ?? '',
    volumeName: stringAt(object, 'spec', 'name') ?? object.metadata.name,
    going:
      object.metadata.deletionTimestamp !== undefined ||
      GROUPS.some((group) => stringAt(object, 'metadata', 'annotations', `${group}/pendingdeletion`) === 'true'),
  };
}

const viewOf = (group: Group): View<LogicalVolume> => ({
  resource: { group, version: VERSION, plural: PLURAL, kind: 'LogicalVolume', namespaced: false },
  parse: parseLogicalVolume,
  keysOf: ({ nodeName }) => [nodeName],
});

const VIEWS = GROUPS.map((group) => ({ group, view: viewOf(group) }));

/** What of TopoLVM the API server serves. */
export interface TopoLvm {
  readonly views: readonly View<LogicalVolume>[];
  /** `group: versions` of a TopoLVM whose resources are not those that we know. */
  readonly unknown: readonly string[];
}

/** TopoLVM's finalizers on a Node: those that its controller takes off, and those of a TopoLVM that is not served. */
export function topoLvmFinalizers(
  { views }: TopoLvm,
  finalizers: readonly string[],
): { readonly finalizers: readonly string[]; readonly orphans: readonly string[] } {
  const present = GROUPS.filter((group) => finalizers.includes(finalizerOf(group)));
  const isServed = (group: Group) => views.some(({ resource }) => resource.group === group);
  return {
    finalizers: present.filter(isServed).map(finalizerOf),
    orphans: present.filter((group) => !isServed(group)).map(finalizerOf),
  };
}

const finalizerOf = (group: Group): string => `${group}/node`;

/** Rejects when the API server cannot tell: not to know is not the same as not to have. */
export async function discoverTopoLvm(discovery: Pick<Discovery, 'versionsOf'>): Promise<TopoLvm> {
  const found = await Promise.all(
    VIEWS.map(async ({ group, view }) => ({ group, view, versions: await discovery.versionsOf(group) })),
  );
  const installed = found.filter(({ versions }) => versions.length > 0);
  const [known, unknown] = [true, false].map((isKnown) =>
    installed.filter(
      ({ versions }) => versions.some((v) => v.version === VERSION && v.resources.has(PLURAL)) === isKnown,
    ),
  );
  return {
    views: (known ?? []).map(({ view }) => view),
    unknown: (unknown ?? []).map(({ group, versions }) => `${group}: ${versions.map((v) => v.version).join(', ')}`),
  };
}

/** As etcd has them now. */
export async function readLogicalVolumes(
  client: KubeClient,
  { views }: TopoLvm,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly LogicalVolume[]> {
  const found: LogicalVolume[] = [];
  for (const { resource, parse } of views) {
    const volumes = await listAll(client, resource, { signal }, parse);
    found.push(...volumes.filter((volume) => volume.nodeName === nodeName));
  }
  return found;
}

const LVMS = 'lvm.topolvm.io';
const STATUSES = 'lvmvolumegroupnodestatuses';

/** `namespace/name` of what LVMS keeps of this Node until the Node is gone. */
export async function readLvmsStatuses(
  client: KubeClient,
  discovery: Pick<Discovery, 'versionsOf'>,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const served = (await discovery.versionsOf(LVMS)).find(({ resources }) => resources.has(STATUSES));
  if (served === undefined) return [];
  const kind = 'LVMVolumeGroupNodeStatus';
  const resource: Resource = { group: LVMS, version: served.version, plural: STATUSES, kind, namespaced: true };
  const { items } = await client.list(resource, { fieldSelector: `metadata.name=${nodeName}`, signal });
  return items.map(({ metadata: { namespace, name } }) => `${namespace ?? ''}/${name}`);
}
