import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { isConflict, isNotFound } from '../../kube/errors.ts';
import { PERSISTENT_VOLUME_CLAIMS, PERSISTENT_VOLUMES, type Resource } from '../../kube/resource.ts';
import { parsePersistentVolume } from '../../kube/storage/persistent-volume.ts';
import { cut } from '../../operation/text.ts';
import { type Claim, nameOfClaim, parseClaim } from './claim.ts';
import { inParallel } from './in-parallel.ts';
import type { LocalVolume, Scene, Standing } from './stock.ts';

/** A run has half a minute, and each claim takes three requests. */
export const BATCH = 100;
/** As much as the record keeps of a change. */
const LONGEST_CHANGE = 256;

/** As the record has it. The uid comes first: names may be longer than there is room. */
export const announcementOf = (claim: Claim): string =>
  cut(`delete the claim with uid ${claim.uid}, ${nameOfClaim(claim)}`, LONGEST_CHANGE);

export interface Deletion {
  readonly client: KubeClient;
  /** How the volume of a scene stands now. */
  readonly standingIn: (scene: Scene) => Standing | undefined;
  /** Called for a claim that is Terminating or gone. */
  readonly ended: (uid: string) => void;
  readonly signal: AbortSignal;
}

export const deleteClaims = (locals: readonly LocalVolume[], deletion: Deletion): Promise<void> =>
  inParallel(locals, (local) => deleteClaim(local, deletion));

/**
 * Deletes the claim if everything that speaks for it still holds: it and its volume mean each other, and nobody has
 * changed it since that was looked at. Where somebody was faster, nothing is done; the next look shows what is true.
 */
async function deleteClaim({ volume, claim: seen }: LocalVolume, deletion: Deletion): Promise<void> {
  const { client, standingIn, ended, signal } = deletion;
  if (seen === undefined) return;
  const { namespace, name, uid } = seen;
  const object = await find(client, PERSISTENT_VOLUME_CLAIMS, name, { namespace, signal });
  const claim = object === undefined ? undefined : parseClaim(object);
  if (object === undefined || claim === undefined || claim.uid !== uid || claim.deletedAt !== undefined) {
    ended(uid);
    return;
  }
  const volumeNow = await find(client, PERSISTENT_VOLUMES, volume.name, { signal });
  if (volumeNow === undefined || volumeNow.metadata.uid !== volume.uid) return;
  const scene = { volumes: [parsePersistentVolume(volumeNow)], claimOf: () => claim, logicalVolumes: [] };
  if (standingIn(scene) !== 'deletable') return;
  const { resourceVersion } = object.metadata;
  try {
    await client.delete(PERSISTENT_VOLUME_CLAIMS, name, { namespace, uid, resourceVersion, signal });
  } catch (error) {
    if (isConflict(error)) return;
    if (!isNotFound(error)) throw error;
  }
  ended(uid);
}

async function find(
  client: KubeClient,
  resource: Resource,
  name: string,
  options: { readonly namespace?: string; readonly signal: AbortSignal },
): Promise<KubeObject | undefined> {
  try {
    return await client.get(resource, name, options);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
