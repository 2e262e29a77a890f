import { isObject, type JsonObject, stringMapAt } from '../kube/json.ts';
import { isSelected } from '../node/selection.ts';
import type { LabelSelector } from '../node/selector.ts';
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

type Labels = Readonly<Record<string, string>>;

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
  if (!isSelected(labelsOf(request.object), guard.optOut, guard.selector))
    return { ...NOTHING, outcome: 'not_selected' };

  const patch = finalizerPatch(request.object, guard.finalizer);
  if (patch.outcome === 'unreadable') return unexpected(`${patch.field} is not readable`);
  if (patch.outcome === 'unchanged') return { ...NOTHING, outcome: 'unchanged' };
  return { ...NOTHING, outcome: 'patched', patch: patch.operations };
}

/** The labels themselves where they are what they should be: copying them costs as much as the rest of the decision. */
function labelsOf({ metadata }: JsonObject): Labels {
  const labels = isObject(metadata) && isObject(metadata.labels) ? metadata.labels : {};
  return areLabels(labels) ? labels : stringMapAt(labels);
}

function areLabels(labels: JsonObject): labels is Labels {
  return Object.values(labels).every((value) => typeof value === 'string');
}

function unexpected(why: string): NodeAnswer {
  return { ...NOTHING, outcome: 'unexpected', warnings: [`node-cleanup-webhook left this as it is: ${why}`] };
}
