import type { JobPod } from './job-record.ts';
import { oneLine } from './words.ts';

/** Why a pod of a Job does not do its work. */
export interface Trouble {
  /** `soon`: it may pass by itself. */
  readonly is: 'soon' | 'stuck';
  /** UpperCamelCase. */
  readonly reason: string;
  readonly message: string;
}

/** Registries hiccup, secrets arrive late: what lasts longer than this lasts until a person acts. */
export const PATIENCE_MS = 120_000;
const LONGEST = 300;

/** One of these takes turns with the other while the kubelet tries. */
const PULLING: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
]);
const CONFIGURATION: ReadonlySet<string> = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** Of the pods that are not over the first that has a trouble; undefined when all of them get on. */
export function troubleOf(pods: readonly JobPod[], now: number): Trouble | undefined {
  for (const pod of pods) {
    if (!isUnderWay(pod)) continue;
    const what = whatIsWrong(pod);
    if (what === undefined) continue;
    const age = now - (Date.parse(pod.createdAt) || now);
    return { is: age < PATIENCE_MS ? 'soon' : 'stuck', reason: what.reason, message: `${nameOf(pod)} ${what.message}` };
  }
  return undefined;
}

export const isUnderWay = ({ phase, isDeleting }: JobPod): boolean =>
  !isDeleting && phase !== 'Succeeded' && phase !== 'Failed';

function whatIsWrong({ unschedulable, containers }: JobPod): Omit<Trouble, 'is'> | undefined {
  if (unschedulable !== undefined) {
    return { reason: 'PodUnschedulable', message: `cannot be placed: ${oneLine(unschedulable, LONGEST)}` };
  }
  for (const { name, image, waiting } of containers) {
    if (waiting === undefined) continue;
    const said = waiting.message === '' ? waiting.reason : `${waiting.reason}: ${oneLine(waiting.message, LONGEST)}`;
    if (PULLING.has(waiting.reason)) {
      return {
        reason: 'ImagePull',
        message: `cannot start: the image ${oneLine(image, LONGEST)} of its container ${name} is not to be had (${said})`,
      };
    }
    if (CONFIGURATION.has(waiting.reason)) {
      return { reason: 'PodCannotStart', message: `cannot start its container ${name} (${said})` };
    }
  }
  return undefined;
}

/** How the last of the pods that failed came to its end; undefined when none of them is left. */
export function lastFailureOf(
  pods: readonly JobPod[],
): { readonly pod: JobPod; readonly container: string | undefined; readonly message: string } | undefined {
  const failed = pods.filter((pod) => pod.phase === 'Failed' || pod.containers.some(hasFailed));
  const pod = failed.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
  if (pod === undefined) return undefined;
  const container = pod.containers.find(hasFailed) ?? pod.containers.at(-1);
  const ended = container?.ended;
  const how =
    ended === undefined
      ? ''
      : `: its container ${container?.name} ended with exit code ${ended.exitCode}${ended.reason === '' || ended.reason === 'Error' ? '' : ` (${ended.reason})`}`;
  const why = pod.message === undefined ? '' : ` (${oneLine(pod.message, LONGEST)})`;
  return { pod, container: container?.name, message: `${nameOf(pod)} failed${how}${why}` };
}

const hasFailed = ({ ended }: JobPod['containers'][number]): boolean => ended !== undefined && ended.exitCode !== 0;

const nameOf = ({ namespace, name }: JobPod): string => `its pod ${namespace}/${name}`;
