import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { at, booleanAt, listAt, stringAt } from '../../kube/json.ts';

import { listAll } from '../../kube/list-all.ts';
import { PODS } from '../../kube/resource.ts';

/** Who uses a claim, by `namespace/name` of the claim: `StatefulSet web`, or `pod web` where nothing manages it. */
export type Owners = ReadonlyMap<string, string>;

/** From the pods of the Node: a volume that cannot be used from elsewhere is used by none but these. */
export async function readOwners(client: KubeClient, nodeName: string, signal: AbortSignal): Promise<Owners> {
  const owners = new Map<string, string>();
  const pods = await listAll(client, PODS, { fieldSelector: `spec.nodeName=${nodeName}`, signal }, (pod) => pod);
  for (const pod of pods) addOwner(owners, pod);
  return owners;
}

export function addOwner(owners: Map<string, string>, pod: KubeObject): void {
  const { namespace = '', name } = pod.metadata;
  const controller = listAt(pod, 'metadata', 'ownerReferences').find(
    (owner) => booleanAt(owner, 'controller') === true,
  );
  const kind = stringAt(controller, 'kind');
  const owner = kind === undefined ? `pod ${name}` : `${kind} ${stringAt(controller, 'name') ?? ''}`;
  for (const volume of listAt(pod, 'spec', 'volumes')) {
    const claim = stringAt(volume, 'persistentVolumeClaim', 'claimName') ?? ephemeralClaim(name, volume);
    if (claim !== undefined) owners.set(`${namespace}/${claim}`, owner);
  }
}

const ephemeralClaim = (pod: string, volume: unknown): string | undefined =>
  at(volume, 'ephemeral') === undefined ? undefined : `${pod}-${stringAt(volume, 'name') ?? ''}`;
