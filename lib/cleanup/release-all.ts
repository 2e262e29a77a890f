import type { KubeClient, KubeObject } from '../kube/client.ts';
import { ConnectionError, isForbidden, isGone, isServerError, isTooManyRequests } from '../kube/errors.ts';
import { stringsAt } from '../kube/json.ts';
import { listPages } from '../kube/reflector/list-pager.ts';
import { NODES, type Resource } from '../kube/resource.ts';
import { isOver } from '../operation/record.ts';
import { type BackoffPolicy, backoffMs, type Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { removeFinalizer } from './finalizer.ts';
import { NODE_CLEANUPS } from './node-cleanup.ts';
import { parseNodeCleanup } from './node-cleanup-json.ts';
import { refusalOf } from './refusal.ts';

/** A Node that has our finalizer: a hundred bytes of fourteen thousand. */
export interface GuardedNode {
  readonly name: string;
  readonly uid: string;
  readonly deleting: boolean;
  /** Other finalizers on it; a deleting Node without any vanishes as soon as ours is off. */
  readonly others: readonly string[];
}

export type ReleaseResult = { readonly node: GuardedNode } & (
  | { readonly is: 'released' }
  /** It went, now or before. */
  | { readonly is: 'gone' }
  /** When it was refused, to try again is no help. */
  | { readonly is: 'failed'; readonly why: string; readonly refused: boolean }
  /** Interrupted, or the API server stopped answering. */
  | { readonly is: 'not tried' }
);

export interface ReleaseDeps {
  readonly client: KubeClient;
  readonly finalizer: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Once it is aborted no Node is begun; those under way are brought to their end. */
  readonly signal: AbortSignal;
  /** Called for each Node that was tried, in the order in which they end. */
  readonly onResult: (result: ReleaseResult) => void;
}

/** More do not make one API server faster, and it has other users. */
const PARALLEL = 16;
const TRIES = 4;
const RETRY: BackoffPolicy = { baseMs: 250, capMs: 4_000 };

/** Every Node that has the finalizer, by name. */
export async function listGuarded(
  client: KubeClient,
  finalizer: string,
  signal: AbortSignal,
): Promise<readonly GuardedNode[]> {
  const found = new Map<string, GuardedNode>();
  await eachPage(client, NODES, signal, (node) => {
    const { name, uid, deletionTimestamp } = node.metadata;
    const finalizers = stringsAt(node, 'metadata', 'finalizers');
    if (!finalizers.includes(finalizer)) return;
    const others = finalizers.filter((other) => other !== finalizer);
    found.set(uid, { name, uid, deleting: deletionTimestamp !== undefined, others });
  });
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** By uid of the Node: the tasks of its removal that would have had to be over before it goes, and are not. */
export async function unfinishedTasks(
  client: KubeClient,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const unfinished = new Map<string, readonly string[]>();
  await eachPage(client, NODE_CLEANUPS, signal, (object) => {
    const { spec, status } = parseNodeCleanup(object);
    const open = spec.plan.tasks
      .filter(({ stage }) => stage === 'before')
      .map(({ name }) => name)
      .filter((name) => !isOver(status.tasks.find((task) => task.name === name)?.state ?? 'Pending'));
    unfinished.set(spec.nodeUID, open);
  });
  return unfinished;
}

/**
 * Takes our finalizer off each of the Nodes, some at a time, and nothing else: cordon and taint are only ever put on
 * Nodes that are being deleted, and go with them. It may be repeated; one failure does not stop the others, but an API
 * server that has stopped answering does.
 */
export async function releaseAll(nodes: readonly GuardedNode[], deps: ReleaseDeps): Promise<readonly ReleaseResult[]> {
  const results = new Map<string, ReleaseResult>();
  const queue = nodes.values();
  let unreachable = false;
  const work = async () => {
    // One iterator for all workers: each Node is taken once.
    for (const node of queue) {
      if (unreachable || deps.signal.aborted) return;
      const result = await release(node, deps);
      if (result === 'unreachable') unreachable = true;
      else deps.onResult(result);
      if (result !== 'unreachable') results.set(node.uid, result);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return nodes.map((node) => results.get(node.uid) ?? { node, is: 'not tried' });
}

async function release(node: GuardedNode, deps: ReleaseDeps): Promise<ReleaseResult | 'unreachable'> {
  const { client, finalizer, clock, random } = deps;
  // Not the caller's signal: a patch that was sent is waited for, so that what is reported is what happened.
  const { signal } = new AbortController();
  for (let failures = 1; ; failures++) {
    try {
      const { state } = await removeFinalizer(client, node, finalizer, signal);
      return { node, is: state === 'gone' ? 'gone' : 'released' };
    } catch (error) {
      if (!isPassing(error)) return { node, is: 'failed', ...whyNot(error) };
      if (failures === TRIES || deps.signal.aborted) {
        return error instanceof ConnectionError ? 'unreachable' : { node, is: 'failed', ...whyNot(error) };
      }
    }
    await clock.sleep(backoffMs(RETRY, failures, random), deps.signal).catch(() => {});
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof ConnectionError || isServerError(error) || isTooManyRequests(error);

function whyNot(error: unknown): { readonly why: string; readonly refused: boolean } {
  if (isForbidden(error)) return { why: refusalOf(error), refused: true };
  return { why: error instanceof Error ? error.message : String(error), refused: false };
}

const PAGE = 500;
const RESTARTS = 3;

async function eachPage(
  client: KubeClient,
  resource: Resource,
  signal: AbortSignal,
  visit: (object: KubeObject) => void,
): Promise<void> {
  for (let restarts = 0; ; restarts++) {
    try {
      for await (const { items } of listPages(client, resource, { limit: PAGE, signal })) items.forEach(visit);
      return;
    } catch (error) {
      // The moment that the pages show is too old: begin again, and keep what was visited.
      if (!isGone(error) || restarts === RESTARTS) throw error;
    }
  }
}
