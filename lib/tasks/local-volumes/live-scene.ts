import type { KubeClient } from '../../kube/client.ts';
import { isNotFound } from '../../kube/errors.ts';
import { listAll } from '../../kube/list-all.ts';
import { PERSISTENT_VOLUME_CLAIMS, PERSISTENT_VOLUMES } from '../../kube/resource.ts';
import { type PersistentVolume, parsePersistentVolume } from '../../kube/storage/persistent-volume.ts';
import { isTiedTo } from '../../kube/storage/pins.ts';
import { type Claim, nameOfClaim, parseClaim } from './claim.ts';
import { inParallel } from './in-parallel.ts';
import type { Scene } from './stock.ts';
import { readLogicalVolumes, type TopoLvm } from './topolvm.ts';

/** From so many claims of a namespace on, one list is cheaper than to get each. */
const FEW = 10;

export interface LiveReading {
  readonly nodeName: string;
  readonly place: ReadonlySet<string>;
  readonly topoLvm: TopoLvm;
  /** A claim that needs no reading, such as one that was seen Terminating: that is never taken back. */
  readonly known: (volume: PersistentVolume) => Claim | undefined;
  readonly signal: AbortSignal;
}

/** The Node's volumes and their claims as etcd has them now. */
export async function readScene(client: KubeClient, reading: LiveReading): Promise<Scene> {
  const { nodeName, place, topoLvm, known, signal } = reading;
  const volumes = await listAll(client, PERSISTENT_VOLUMES, { signal }, (object) => {
    const volume = parsePersistentVolume(object);
    return isTiedTo(volume.pins, place) ? volume : undefined;
  });
  const claims = new Map<string, Claim>();
  const keep = (claim: Claim) => claims.set(nameOfClaim(claim), claim);
  const unknown: string[] = [];
  for (const volume of volumes) {
    const claim = known(volume);
    if (claim !== undefined) keep(claim);
    else if (volume.claim !== undefined) unknown.push(volume.claim);
  }
  for (const claim of await readClaims(client, unknown, signal)) keep(claim);
  const logicalVolumes = await readLogicalVolumes(client, topoLvm, nodeName, signal);
  return { volumes, claimOf: (key) => claims.get(key), logicalVolumes };
}

/** Those of these `namespace/name` that there are; and others of their namespaces. */
export async function readClaims(
  client: KubeClient,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<readonly Claim[]> {
  const found: Claim[] = [];
  for (const [namespace, names] of Map.groupBy(keys.map(split), ([first]) => first)) {
    if (names.length > FEW) {
      found.push(...(await listAll(client, PERSISTENT_VOLUME_CLAIMS, { namespace, signal }, parseClaim)));
    } else {
      await inParallel(names, async ([, name]) => {
        const claim = await readClaim(client, namespace, name, signal);
        if (claim !== undefined) found.push(claim);
      });
    }
  }
  return found;
}

const split = (key: string): readonly [namespace: string, name: string] => {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
};

async function readClaim(
  client: KubeClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<Claim | undefined> {
  try {
    return parseClaim(await client.get(PERSISTENT_VOLUME_CLAIMS, name, { namespace, signal }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
