import type { ObjectMeta } from '../../../hack/control-plane/api.ts';

/** What the kubelet reads of a Pod; the API server has checked and defaulted it. */
export interface Pod {
  readonly metadata: ObjectMeta & {
    readonly namespace: string;
    readonly uid: string;
    readonly deletionGracePeriodSeconds?: number;
  };
  readonly spec: PodSpec;
  readonly status?: { readonly conditions?: readonly PodCondition[]; readonly phase?: string };
}

export interface PodCondition {
  readonly type: string;
  readonly status: string;
}

export interface PodSpec {
  readonly nodeName?: string;
  readonly serviceAccountName?: string;
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
  readonly terminationGracePeriodSeconds?: number;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly securityContext?: { readonly runAsUser?: number; readonly runAsGroup?: number };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly unknown[];
  readonly lifecycle?: unknown;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly securityContext?: { readonly runAsUser?: number; readonly readOnlyRootFilesystem?: boolean };
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string };
    readonly configMapKeyRef?: KeyRef;
    readonly secretKeyRef?: KeyRef;
  };
}

export interface KeyRef {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

export interface Probe {
  readonly httpGet?: { readonly path?: string; readonly port: number | string; readonly scheme?: string };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface Volume extends Projection {
  readonly name: string;
  readonly emptyDir?: object;
  readonly projected?: { readonly sources: readonly Projection[] };
  readonly [kind: string]: unknown;
}

/** A volume alone, or one of the sources of a projected one. */
export interface Projection {
  readonly configMap?: FilesFrom;
  readonly secret?: FilesFrom & { readonly secretName?: string };
  readonly downwardAPI?: {
    readonly items?: readonly { readonly path: string; readonly fieldRef?: { readonly fieldPath: string } }[];
  };
  readonly serviceAccountToken?: {
    readonly path: string;
    readonly audience?: string;
    readonly expirationSeconds?: number;
  };
}

export interface FilesFrom {
  readonly name?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

/** What of a Pod nobody here can do, or undefined. Better said than left out in silence. */
export function unsupported({ spec }: Pod, images: readonly string[]): string | undefined {
  if ((spec.initContainers ?? []).length > 0) return 'init containers are not played here';
  for (const volume of spec.volumes ?? []) {
    const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'nothing';
    const known = ['configMap', 'secret', 'projected', 'downwardAPI', 'emptyDir'];
    if (!known.includes(kind)) return `volumes of the kind ${kind} are not played here`;
  }
  return spec.containers
    .map((container) => unsupportedContainer(container, images))
    .find((reason) => reason !== undefined);
}

function unsupportedContainer(container: Container, images: readonly string[]): string | undefined {
  if (!images.includes(container.image)) return `there is no image ${container.image} here, only ${images.join(', ')}`;
  if (container.lifecycle) return 'lifecycle hooks are not played here';
  if ((container.envFrom ?? []).length > 0) return 'envFrom is not played here';
  if (container.volumeMounts?.some(({ subPath }) => subPath)) return 'subPath is not played here';
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
  if (probes.some((probe) => probe && probe.httpGet?.scheme !== 'HTTP'))
    return 'only probes by plain HTTP are played here';
  return undefined;
}
