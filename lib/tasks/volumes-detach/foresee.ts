import type { KubeClient } from '../../kube/client.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { OUT_OF_SERVICE_TAINT } from '../../node/out-of-service.ts';
import { lifeOf } from '../../node/readiness.ts';
import type { Clock } from '../../time/clock.ts';
import { NODE_GONE } from '../node-gone.ts';
import type { Forecast, TaskLook } from '../node-task.ts';
import { decide, type Step } from './decide.ts';
import { describeAttachment, volumesAre } from './describe.ts';
import { holdings } from './holdings.ts';
import { askHook } from './hook.ts';
import { listAttachmentsOf, listVolumes } from './live.ts';
import { readOptions } from './options.ts';
import { listPodHolders } from './pod-holder.ts';
import { viewOf } from './survey.ts';

export interface ForeseeDependencies {
  readonly client: KubeClient;
  readonly keys: NodeKeys;
  readonly clock: Clock;
}

/** The task's own decision, on live reads. */
export async function foreseeDetach({ client, keys, clock }: ForeseeDependencies, look: TaskLook): Promise<Forecast> {
  const { subject, signal } = look;
  const { node, nodeName, deadAfterMs } = subject;
  if (node === undefined) return NODE_GONE;
  const attachments = await listAttachmentsOf(client, nodeName, signal);
  if (attachments.length === 0) return { state: 'done', message: 'no volume is attached' };
  const now = clock.now();
  const options = readOptions(look.options);
  const isDead = lifeOf(node.ready, deadAfterMs, now).state === 'Dead';
  const names = new Set(attachments.flatMap(({ volumeName }) => volumeName ?? []));
  const [volumes, pods, hook] = await Promise.all([
    listVolumes(client, names, signal),
    listPodHolders(client, nodeName, signal),
    isDead ? askHook(options.proof, subject, clock, signal) : undefined,
  ]);
  const volume = (name: string) => volumes.get(name);
  const seen = { node, attachments, volume, pods, hook };
  const view = viewOf(seen, { keys, options, deadAfterMs, startedAt: now, now });
  const details = holdings(view).map(describeAttachment);
  return { ...forecastOf(decide(view), attachments.length), details };
}

function forecastOf(step: Step, attached: number): Forecast {
  const some = volumesAre(attached);
  switch (step.is) {
    case 'clear':
      return { state: 'done', message: `${some} attached, shared, and left to pods that stay` };
    case 'block':
      return { state: 'blocked', reason: step.reason, message: step.message };
    case 'wait':
      // Without a person nothing would move.
      if (step.reason === 'NoProofOfPowerOff') return { state: 'blocked', reason: step.reason, message: step.message };
      return { state: 'waiting', reason: step.reason, message: `${some} attached; it would wait until none is` };
    case 'taint':
      return {
        state: 'waiting',
        reason: 'OutOfService',
        message: `it would put the taint ${OUT_OF_SERVICE_TAINT}: ${step.says}`,
      };
    case 'untaint':
      return { state: 'waiting', message: `it would take the taint ${OUT_OF_SERVICE_TAINT} off: ${step.why}` };
    case 'force':
      return {
        state: 'waiting',
        reason: 'ForceDetach',
        message: `it would delete ${step.attachments.length} VolumeAttachments: ${step.says}`,
      };
  }
}
