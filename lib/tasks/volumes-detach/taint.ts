import { NODES } from '../../kube/resource.ts';
import { findNode } from '../../node/find-node.ts';
import { OUT_OF_SERVICE_TAINT, outOfServiceOf, putBackInService, putOutOfService } from '../../node/out-of-service.ts';
import { parseNode } from '../../node/record.ts';
import type { Outcome } from '../../operation/task.ts';
import { cut } from '../../operation/text.ts';
import { NODE_GONE } from '../node-gone.ts';
import { decide } from './decide.ts';
import {
  ATTEMPTS,
  announce,
  CHANGED,
  isAnnounced,
  isOvertaken,
  LONGEST_CHANGE,
  LOOK_AGAIN_DEAD_MS,
  type Look,
} from './look.ts';
import { type Seen, viewOf } from './survey.ts';

const PUT = `put the taint ${OUT_OF_SERVICE_TAINT}`;

/** Announced, then decided once more on the Node as it is now, which the patch also insists on. */
export async function takeOutOfService(look: Look, says: string, seen: Seen): Promise<Outcome> {
  const change = cut(`${PUT}: ${says}`, LONGEST_CHANGE);
  if (!isAnnounced(look, change)) {
    return announce('OutOfService', 'the Node is about to be put out of service', [change]);
  }
  const { client, keys, log } = look.deps;
  const { subject, signal } = look.run;
  const { nodeName, record } = subject;
  const live = await findNode(client, nodeName, subject.nodeUID, signal);
  if (live === undefined) return NODE_GONE;
  const again = decide(viewOf({ ...seen, node: parseNode(live, keys.prefix) }, look.setting));
  if (again.is !== 'taint') return CHANGED;
  try {
    const patch = putOutOfService(live, keys, `${record.kind}/${record.name}`, again.annotation);
    await client.patch(NODES, nodeName, patch, { signal });
  } catch (error) {
    if (isOvertaken(error)) return CHANGED;
    throw error;
  }
  log.info({ node: nodeName, says }, 'put the out-of-service taint');
  const message = `the Node is out of service; ${says}`;
  return { state: 'waiting', reason: 'OutOfService', message, checkAfterMs: LOOK_AGAIN_DEAD_MS };
}

/** Whether the taint is, or may be, ours: what we did is in the record before the watch of the Node shows it. */
export const mayBeOurs = ({ run, setting }: Look, { node }: Pick<Seen, 'node'>): boolean =>
  outOfServiceOf(node, setting.keys) === 'ours' || (run.record.changes ?? []).some((change) => change.startsWith(PUT));

/** What was changed; undefined when there was nothing of ours to take off. */
export async function takeBackIntoService(look: Look, why: string): Promise<readonly string[] | undefined> {
  const { client, keys, log } = look.deps;
  const { subject, signal } = look.run;
  const { nodeName, nodeUID } = subject;
  for (let attempt = 1; ; attempt++) {
    const live = await findNode(client, nodeName, nodeUID, signal);
    const patch = live === undefined ? undefined : putBackInService(live, keys);
    if (patch === undefined) return undefined;
    try {
      await client.patch(NODES, nodeName, patch, { signal });
      log.info({ node: nodeName, why }, 'took the out-of-service taint off');
      return [`took the taint ${OUT_OF_SERVICE_TAINT} off: ${why}`];
    } catch (error) {
      if (!isOvertaken(error) || attempt >= ATTEMPTS) throw error;
    }
  }
}
