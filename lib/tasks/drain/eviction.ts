import type { KubeClient } from '../../kube/client.ts';
import { ApiError, isConflict } from '../../kube/errors.ts';
import { PODS } from '../../kube/resource.ts';
import type { Answer, Way } from './drain-plan.ts';
import type { PodRecord } from './pod-record.ts';

export interface Verdict {
  readonly answer: Answer;
  /** The API server asks to be left alone for so long. */
  readonly retryAfterMs?: number | undefined;
}

/** The API server itself tries for ten seconds when others change the pod or its budget at the same time. */
const ANSWER_MS = 15_000;
/** Of a plain read. */
const LOOK_MS = 5_000;

/**
 * Asks for the end of exactly this pod: with its uid as the precondition, since a StatefulSet's pod comes back under the
 * same name, perhaps on another Node, before we look again (https://github.com/kubernetes/kubernetes/issues/138229).
 * Any answer of the API server is an answer; it rejects only when aborted.
 */
export async function ask(
  client: KubeClient,
  pod: PodRecord,
  how: Way,
  graceSeconds: number | undefined,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    await (how === 'evict' ? evict : remove)(client, pod, graceSeconds, signal);
    return { answer: { is: 'accepted', how } };
  } catch (error) {
    signal.throwIfAborted();
    if (isConflict(error)) return await afterConflict(client, pod, error, signal);
    return verdictOf(error);
  }
}

async function evict(
  client: KubeClient,
  { namespace, name, uid }: PodRecord,
  gracePeriodSeconds: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const deleteOptions = {
    preconditions: { uid },
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  };
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { namespace, name }, deleteOptions };
  await client.create(PODS, body, { namespace, name, subresource: 'eviction', signal, timeoutMs: ANSWER_MS });
}

async function remove(
  client: KubeClient,
  { namespace, name, uid }: PodRecord,
  gracePeriodSeconds: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  await client.delete(PODS, name, { namespace, uid, gracePeriodSeconds, signal, retry: false, timeoutMs: ANSWER_MS });
}

/** 409 is what a uid that does not match is answered with, and also a pod that was changed too often meanwhile. */
async function afterConflict(
  client: KubeClient,
  { namespace, name, uid }: PodRecord,
  conflict: unknown,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    const pod = await client.get(PODS, name, { namespace, signal, timeoutMs: LOOK_MS });
    return pod.metadata.uid === uid ? verdictOf(conflict) : { answer: { is: 'gone' } };
  } catch (error) {
    signal.throwIfAborted();
    return verdictOf(error);
  }
}

/** The cause by which the API server says that the namespace does not take anything new. */
const NAMESPACE_TERMINATING = 'NamespaceTerminating';
/** The eviction API's only word for it: there is no reason and no cause. */
const SEVERAL_BUDGETS = 'more than one PodDisruptionBudget';

export function verdictOf(error: unknown): Verdict {
  const text = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ApiError)) return { answer: { is: 'failed', text } };
  const { code, retryAfterSeconds } = error;
  const retryAfterMs = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000;
  if (code === 404) return { answer: { is: 'gone' } };
  if (code === 429) {
    const [budget] = error.causes('DisruptionBudget');
    if (budget !== undefined) return { answer: { is: 'budget', text: asClause(budget) }, retryAfterMs };
  }
  if (code >= 500 && text.includes(SEVERAL_BUDGETS)) {
    return {
      answer: { is: 'budget', text: 'several disruption budgets select it, and the eviction API refuses that' },
    };
  }
  if (code === 403) {
    const terminating = error.causes(NAMESPACE_TERMINATING).length > 0;
    return { answer: terminating ? { is: 'namespace' } : { is: 'forbidden', text } };
  }
  return { answer: { is: 'failed', text }, retryAfterMs };
}

/** `The disruption budget web needs 2 healthy pods and has 2 currently`, to go on a sentence with. */
const asClause = (sentence: string): string => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
