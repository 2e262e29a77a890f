import { type Api, ApiError } from '../../../hack/control-plane/api.ts';
import { basePath, collectionPath } from './world.ts';

const PLURALS = [
  'nodes',
  'volumes',
  'engines',
  'replicas',
  'shards',
  'volumeattachments',
  'instancemanagers',
  'backingimages',
  'backingimagemanagers',
  'orphans',
  'settings',
];

/** Deletes every Longhorn object of the namespace, whatever finalizers it has. The webhook must be gone. */
export async function cleanUp(api: Api, namespace: string): Promise<void> {
  // Nobody else may be there to end the pods.
  await api.delete(`${collectionPath(namespace, 'pods')}?gracePeriodSeconds=0`);
  await api.delete(collectionPath(namespace, 'poddisruptionbudgets'));
  await Promise.all(PLURALS.map((plural) => clear(api, `${basePath(namespace)}/${plural}`)));
}

async function clear(api: Api, collection: string): Promise<void> {
  await api.delete(collection);
  const found = await api.find<{ items: { metadata: { name: string } }[] }>(collection);
  for (const { metadata } of found?.items ?? []) {
    await api.patch(`${collection}/${metadata.name}`, { metadata: { finalizers: null } }).catch(ignoreNotFound);
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}
