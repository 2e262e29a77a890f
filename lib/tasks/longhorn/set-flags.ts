import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { isConflict, isNotFound } from '../../kube/errors.ts';
import { describeChange, type Flags, flagsPatch, hasFlags } from './flags.ts';
import { type LonghornNode, parseLonghornNode } from './node-record.ts';
import { isRefusal } from './refusal.ts';
import { LONGHORN_NODES } from './resources.ts';

export type SetFlags =
  | { readonly is: 'set'; readonly change: string }
  /** They are set already, it is gone or another one, or somebody changes it at this moment: what we saw is old. */
  | { readonly is: 'outdated' }
  /** We have set them before, and somebody has set them otherwise since. */
  | { readonly is: 'undone' }
  | { readonly is: 'refused'; readonly text: string };

export interface FlagsContext {
  readonly client: KubeClient;
  readonly annotation: string;
  readonly operation: string;
  readonly now: number;
  /** What the task has written down that it did. */
  readonly changes: readonly string[];
  readonly signal: AbortSignal;
}

/** One look at Longhorn's Node as it is now, and at most one patch of just that version. */
export async function setFlags(seen: LonghornNode, flags: Flags, context: FlagsContext): Promise<SetFlags> {
  const { client, annotation, operation, now, changes, signal } = context;
  const { namespace, name } = seen;
  const live = await findLonghornNode(client, seen, signal);
  if (live === undefined) return { is: 'outdated' };
  const node = parseLonghornNode(live);
  if (hasFlags(node, flags)) return { is: 'outdated' };
  const change = describeChange(node, flags);
  if (changes.includes(change)) return { is: 'undone' };
  try {
    const patch = flagsPatch(live, flags, annotation, { operation, now });
    await client.patch(LONGHORN_NODES, name, patch, { namespace, signal });
    return { is: 'set', change };
  } catch (error) {
    if (isConflict(error) || isNotFound(error)) return { is: 'outdated' };
    if (isRefusal(error)) return { is: 'refused', text: error.message };
    throw error;
  }
}

/** As the API server has it now; undefined when it is gone, or another one has its name. */
export async function findLonghornNode(
  client: KubeClient,
  { namespace, name, uid }: Pick<LonghornNode, 'namespace' | 'name' | 'uid'>,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    const live = await client.get(LONGHORN_NODES, name, { namespace, signal });
    return live.metadata.uid === uid ? live : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
