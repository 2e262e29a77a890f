import type { KubeObject } from '../../kube/client.ts';
import { stringAt, stringsAt } from '../../kube/json.ts';
import { CSI_NODES, PODS } from '../../kube/resource.ts';
import type { SelectableView, View } from '../../kube/shared-watch/view.ts';

/** A pod that is still bound to the Node that is gone. */
export interface GhostPod {
  /** `namespace/name`. */
  readonly pod: string;
  readonly isHeld: boolean;
}

const ALL: View<GhostPod & { readonly node: string }> = {
  resource: PODS,
  parse: (pod: KubeObject) => ({
    pod: `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`,
    node: stringAt(pod, 'spec', 'nodeName') ?? '',
    isHeld: stringsAt(pod, 'metadata', 'finalizers').length > 0,
  }),
  keysOf: ({ node }) => [node],
};

/** Pods by the Node that they are bound to. */
export const GHOST_PODS: SelectableView<GhostPod & { readonly node: string }> = {
  only: (nodeName) => ({ ...ALL, fieldSelector: `spec.nodeName=${nodeName}` }),
  all: ALL,
};

/** Which drivers a Node has; it bears the Node's name, and the garbage collector takes it after the Node. */
export const CSI_NODE_VIEW: View<string> = {
  resource: CSI_NODES,
  parse: ({ metadata }) => metadata.name,
  keysOf: (name) => [name],
};
