import type { KubernetesObject } from '../../../hack/control-plane/api.ts';
import { type Change, deletion } from './change.ts';
import type { LonghornNode } from './objects.ts';
import { LONGHORN_FINALIZER } from './parts.ts';
import type { World } from './world.ts';

/** How often Longhorn tries to delete its Node for each thing that it hears of it. */
const TRIES = 3;

/**
 * When a Kubernetes Node is gone, Longhorn deletes its own; when that is refused, it tries again only after something else
 * has happened to it. Whatever is deleted loses Longhorn's finalizer at once.
 */
export function leaving(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  const { nodes, replicas, engines, volumes } = world.snapshot;
  return [
    ...nodes.flatMap((node) => leave(world, node)),
    ...release('nodes', nodes),
    ...release('replicas', replicas),
    ...release('engines', engines),
    ...release('volumes', volumes),
  ];
}

function leave(world: World, node: LonghornNode): readonly Change[] {
  const { name, uid = '', resourceVersion = '', deletionTimestamp } = node.metadata;
  const { deletions } = world.circumstances;
  if (world.kubeNode(name) !== undefined || deletionTimestamp !== undefined) {
    deletions.delete(uid);
    return [];
  }
  const known = deletions.get(uid);
  const attempts = known?.resourceVersion === resourceVersion ? known : { resourceVersion, tries: 0 };
  deletions.set(uid, attempts);
  if (attempts.tries >= TRIES) return [];
  attempts.tries++;
  return [deletion('nodes', node)];
}

const release = (plural: string, objects: readonly KubernetesObject[]): readonly Change[] =>
  objects
    .filter(({ metadata }) => metadata.deletionTimestamp !== undefined)
    .filter(({ metadata }) => metadata.finalizers?.includes(LONGHORN_FINALIZER))
    .map(({ metadata }) => {
      const finalizers = (metadata.finalizers ?? []).filter((finalizer) => finalizer !== LONGHORN_FINALIZER);
      return { verb: 'patch', plural, name: metadata.name, body: { metadata: { finalizers } } };
    });
