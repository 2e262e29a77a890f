import type { KubeObject } from '../../kube/client.ts';
import { CSI_NODES, PODS } from '../../kube/resource.ts';
import type { View } from '../../kube/shared-watch/shared-watches.ts';

/** A pod that is still bound to the Node that is gone. */
export interface GhostPod {
  /** `namespace/name`. */
  readonly pod: string;
  readonly isHeld: boolean;
}

export const ghostsViewOf = (nodeName: string): View<GhostPod> => ({
  resource: PODS,
  fieldSelector: `spec.nodeName=${nodeName}`,
  parse: ({ metadata }: KubeObject) => ({
    pod: `${metadata.namespace ?? ''}/${metadata.name}`,
    isHeld: Array.isArray(metadata.finalizers) && metadata.finalizers.length > 0,
  }),
  keysOf: () => [nodeName],
});

/** Which drivers a Node has; it bears the Node's name, and the garbage collector takes it after the Node. */
export const CSI_NODE_VIEW: View<string> = {
  resource: CSI_NODES,
  parse: ({ metadata }) => metadata.name,
  keysOf: (name) => [name],
};
