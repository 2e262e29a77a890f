import { attaching } from './attaching.ts';
import { backingImages } from './backing-images.ts';
import type { Change } from './change.ts';
import { clearing } from './clearing.ts';
import { detachedEviction } from './detached-eviction.ts';
import { diskStatus } from './disk-status.ts';
import { evictionFlags } from './eviction-flags.ts';
import { failing } from './failing.ts';
import { instanceManagerPods } from './instance-manager-pods.ts';
import { joining } from './joining.ts';
import { leaving } from './leaving.ts';
import { nodeConditions } from './node-conditions.ts';
import { rebuilding } from './rebuilding.ts';
import { replenishing } from './replenishing.ts';
import { states } from './states.ts';
import type { World } from './world.ts';

/** What one of Longhorn's controllers does about what it sees. */
export type Controller = (world: World) => readonly Change[];

/** All of them look at the same snapshot: what one does, the others see in the next tick, as in Longhorn. */
export const CONTROLLERS: readonly Controller[] = [
  joining,
  nodeConditions,
  diskStatus,
  evictionFlags,
  failing,
  attaching,
  detachedEviction,
  rebuilding,
  replenishing,
  clearing,
  states,
  backingImages,
  instanceManagerPods,
  leaving,
];
