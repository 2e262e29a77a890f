import type { Api } from '../../hack/control-plane/api.ts';

/** Writes to the API server, by what they write: nobody but the contestant makes them while it is measured. */
export interface Writes {
  readonly creates: number;
  readonly nodePatches: number;
  readonly statuses: number;
  readonly events: number;
  /** Anything else: the Lease of the leader, and what nobody thought of. */
  readonly others: number;
}

export const KINDS_OF_WRITES = ['creates', 'nodePatches', 'statuses', 'events', 'others'] as const;

const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'APPLY', 'DELETE']);

/** All writes that the API server has answered so far, as its own metrics count them; refused ones count too. */
export async function countWrites(api: Api): Promise<Writes> {
  const { text } = await api.request('GET', '/metrics');
  const writes = { creates: 0, nodePatches: 0, statuses: 0, events: 0, others: 0 };
  for (const line of text.split('\n')) {
    if (!line.startsWith('apiserver_request_total{')) continue;
    const end = line.lastIndexOf('}');
    const kind = kindOf(Object.fromEntries(labels(line.slice(0, end))));
    if (kind !== undefined) writes[kind] += Number(line.slice(end + 1));
  }
  return writes;
}

function kindOf({ verb = '', resource, subresource, dry_run: dryRun }: Readonly<Record<string, string>>) {
  if (!WRITING.has(verb) || dryRun) return undefined;
  if (resource === 'nodecleanups') return subresource === 'status' ? 'statuses' : 'creates';
  if (resource === 'events') return 'events';
  // The deletions of Nodes are the benchmark's own.
  if (resource === 'nodes') return verb === 'DELETE' ? undefined : 'nodePatches';
  return resource === 'leases' ? undefined : 'others';
}

function* labels(text: string): Generator<[string, string]> {
  for (const [, name = '', value = ''] of text.matchAll(/(\w+)="([^"]*)"/g)) yield [name, value];
}

export function perNode(before: Writes, after: Writes, nodes: number): Writes {
  const each = (kind: keyof Writes) => (after[kind] - before[kind]) / nodes;
  return {
    creates: each('creates'),
    nodePatches: each('nodePatches'),
    statuses: each('statuses'),
    events: each('events'),
    others: each('others'),
  };
}

export const totalOf = (writes: Writes): number => KINDS_OF_WRITES.reduce((sum, kind) => sum + writes[kind], 0);
