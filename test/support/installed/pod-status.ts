import type { ContainerRun } from './container-run.ts';
import type { Pod } from './pod.ts';

export interface PodFacts {
  readonly pod: Pod;
  readonly podIP: string;
  readonly hostIP: string;
  readonly startTime: string;
  readonly containers: readonly ContainerRun[];
  /** Why it cannot be run here at all. */
  readonly refusal: string | undefined;
  /** What it still waits for, before its containers. */
  readonly waitsFor: string | undefined;
  /** Since when a condition has a status. */
  readonly since: (type: string, status: string) => string;
}

/** A Pod's status as its kubelet writes it. */
export function statusOf(facts: PodFacts): object {
  const { pod, podIP, hostIP, startTime, containers, waitsFor, since } = facts;
  const phase = phaseOf(facts);
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  const ready = phase === 'Running' && containers.every((container) => container.ready);
  // It is merged into what is there: what no longer holds is taken out by its name.
  const waiting =
    waitsFor === undefined || isOver ? { reason: null, message: null } : { reason: 'FailedMount', message: waitsFor };
  const condition = (type: string, holds: boolean, reason?: string) => {
    const status = holds ? 'True' : 'False';
    return { type, status, lastTransitionTime: since(type, status), ...(reason ? { reason } : {}) };
  };
  return {
    phase,
    ...waiting,
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime,
    conditions: [
      condition('Initialized', true),
      condition('ContainersReady', ready),
      condition('Ready', ready, isOver ? 'PodCompleted' : undefined),
    ],
    containerStatuses: pod.spec.containers.map((container, index) =>
      containerStatus(container, containers[index], facts),
    ),
  };
}

function phaseOf({ containers, refusal, pod: { spec } }: PodFacts): string {
  if (refusal !== undefined || containers.length === 0) return 'Pending';
  const ends = containers.flatMap(({ state }) => ('terminated' in state ? [state.terminated.exitCode] : []));
  if (ends.length < containers.length || spec.restartPolicy === 'Always') return 'Running';
  return ends.every((code) => code === 0) ? 'Succeeded' : 'Failed';
}

function containerStatus(
  { name, image }: { readonly name: string; readonly image: string },
  run: ContainerRun | undefined,
  { refusal, waitsFor }: PodFacts,
): object {
  const waiting = refusal
    ? { reason: 'ErrImagePull', message: refusal }
    : { reason: 'ContainerCreating', ...(waitsFor ? { message: waitsFor } : {}) };
  return {
    name,
    image,
    imageID: image,
    ready: run?.ready ?? false,
    started: run?.started ?? false,
    restartCount: run?.restarts ?? 0,
    state: run?.state ?? { waiting },
    ...(run?.last ? { lastState: run.last } : {}),
  };
}
