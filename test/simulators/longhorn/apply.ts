import { type Api, ApiError } from '../../../hack/control-plane/api.ts';
import type { Change } from './change.ts';
import { collectionPath } from './world.ts';

/** Somebody else was faster, or the object is gone: the next look shows what is to be done now. */
const OUTRUN = [404, 409];

/**
 * Does it as the managers would: what is refused is told and not repeated here, since the controllers look again anyway.
 * Gives what it says when it was refused.
 */
export async function apply(api: Api, namespace: string, change: Change): Promise<string | undefined> {
  try {
    await perform(api, namespace, change);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return OUTRUN.includes(error.status) ? undefined : error.message;
  }
  return undefined;
}

async function perform(api: Api, namespace: string, change: Change): Promise<void> {
  const collection = collectionPath(namespace, change.plural);
  if (change.verb === 'create') {
    const { metadata } = await api.create(collection, { ...typeOf(change.plural), ...change.body });
    if (change.status) await api.patch(`${collection}/${metadata.name}/status`, { status: change.status });
  } else if (change.verb === 'delete') {
    await api.delete(`${collection}/${change.name}`, { preconditions: { uid: change.uid } });
  } else {
    const subresource = change.subresource ? `/${change.subresource}` : '';
    await api.patch(`${collection}/${change.name}${subresource}`, change.body);
  }
}

const KINDS: Readonly<Record<string, string>> = {
  nodes: 'Node',
  volumes: 'Volume',
  engines: 'Engine',
  replicas: 'Replica',
  shards: 'Shard',
  volumeattachments: 'VolumeAttachment',
  instancemanagers: 'InstanceManager',
  backingimages: 'BackingImage',
  settings: 'Setting',
};

const typeOf = (plural: string): object => {
  const kind = KINDS[plural];
  return kind === undefined ? {} : { apiVersion: 'longhorn.io/v1beta2', kind };
};
