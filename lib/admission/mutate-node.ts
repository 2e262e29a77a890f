import { stringAt, stringMapAt } from '../kube/json.ts';
import { type LabelSelector, selects } from '../node/selector.ts';
import { finalizerPatch } from './finalizer-patch.ts';
import type { Admitted } from './response.ts';
import type { AdmissionRequest } from './review.ts';

/** Which Nodes get which finalizer. */
export interface NodeGuard {
  readonly finalizer: string;
  /** A label; a Node that carries it with the value `true` is left alone. */
  readonly optOut: string;
  /** Judged by the labels with which the Node is created. */
  readonly selector: LabelSelector;
}

export interface NodeAnswer extends Admitted {
  readonly outcome: 'patched' | 'unchanged' | 'not_selected' | 'unexpected';
}

const NOTHING = { allowed: true, patch: [], warnings: [] } as const;

/**
 * Gives a Node that is being created our finalizer. It has no way to say no: whatever it does not understand passes
 * unchanged, with a warning where a person could set something right, because a Node without the finalizer is found and
 * given it by the operator later, while a Node that may not join is an outage.
 */
export function mutateNode(request: AdmissionRequest, guard: NodeGuard): NodeAnswer {
  if (request.operation !== 'CREATE') return unexpected('it only looks at CREATE; see the rules of the webhook');
  if (request.kind !== 'Node' || request.group !== '' || request.version !== 'v1') {
    return unexpected('it only looks at Nodes of v1; see the rules of the webhook');
  }
  if (request.subresource !== '') return unexpected('it does not look at subresources; see the rules of the webhook');
  if (request.object === undefined) return unexpected('the request has no object');
  if (!isGuarded(request.object, guard)) return { ...NOTHING, outcome: 'not_selected' };

  const patch = finalizerPatch(request.object, guard.finalizer);
  if (patch.outcome === 'unreadable') return unexpected(`${patch.field} is not readable`);
  if (patch.outcome === 'unchanged') return { ...NOTHING, outcome: 'unchanged' };
  return { ...NOTHING, outcome: 'patched', patch: patch.operations };
}

/** Whether a Node is to carry our finalizer at all; `node` is untrusted JSON. */
export function isGuarded(node: unknown, guard: Pick<NodeGuard, 'optOut' | 'selector'>): boolean {
  if (stringAt(node, 'metadata', 'labels', guard.optOut) === 'true') return false;
  if (guard.selector.requirements.length === 0) return true;
  return selects(guard.selector, stringMapAt(node, 'metadata', 'labels'));
}

function unexpected(why: string): NodeAnswer {
  return { ...NOTHING, outcome: 'unexpected', warnings: [`node-cleanup-webhook left this as it is: ${why}`] };
}
