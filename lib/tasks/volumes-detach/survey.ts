import type { PersistentVolume } from '../../kube/storage/persistent-volume.ts';
import type { VolumeAttachment } from '../../kube/storage/volume-attachment.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { outOfServiceOf } from '../../node/out-of-service.ts';
import { lifeOf } from '../../node/readiness.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { DetachView } from './decide.ts';
import type { DetachOptions } from './options.ts';
import type { PodHolder } from './pod-holder.ts';
import { type HookAnswer, proofOf } from './proof.ts';

/** What was seen, from a watch or live. */
export interface Seen {
  readonly node: NodeRecord;
  readonly attachments: readonly VolumeAttachment[];
  readonly volume: (name: string) => PersistentVolume | undefined;
  readonly pods: readonly PodHolder[];
  readonly hook: HookAnswer | undefined;
}

export interface Setting {
  readonly keys: NodeKeys;
  readonly options: DetachOptions;
  readonly deadAfterMs: number;
  readonly startedAt: number;
  readonly now: number;
}

export function viewOf(seen: Seen, { keys, options, deadAfterMs, startedAt, now }: Setting): DetachView {
  const { node, attachments, volume, pods, hook } = seen;
  return {
    attachments,
    volume,
    pods,
    life: lifeOf(node.ready, deadAfterMs, now),
    outOfService: outOfServiceOf(node, keys),
    proof: proofOf(node, hook, keys, now),
    options,
    waitedMs: now - startedAt,
    confirm: `kubectl annotate --overwrite node ${node.name} ${keys.confirmedOff}="$(date -u +%FT%TZ) YOUR NAME"`,
  };
}
