/**
 * What a removal costs at the least: it watches Nodes, and for each one that is being deleted it makes the writes that the
 * product makes, with the same number at a time over the same HTTP engine with the same settings. No queue, no cache,
 * no retries, no deadlines, no log. `node removal-loop.ts KUBECONFIG WRITES CONCURRENCY`; says `ready` when it watches.
 */
import { Pool } from 'undici';
import { readKubeconfig } from '../../hack/control-plane/kubeconfig.ts';
import { NODE_CLEANUPS, nodeCleanupName } from '../../lib/cleanup/node-cleanup.ts';
import { newNodeCleanup, parseNodeCleanup } from '../../lib/cleanup/node-cleanup-json.ts';
import { statusOf } from '../../lib/cleanup/status.ts';
import { apiVersionOf, EVENTS, NODES, pathOf } from '../../lib/kube/resource.ts';
import { nodeKeys } from '../../lib/node/keys.ts';
import { removeFinalizer } from '../../lib/node/patches.ts';
import type { Writes } from './removal-writes.ts';

interface Node {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
  };
}

const [kubeconfig = '', writesText = '{}', concurrencyText = ''] = process.argv.slice(2);
const writes: Writes = JSON.parse(writesText);
const { server, ca, credentials } = readKubeconfig(kubeconfig);
const certificate = 'certificate' in credentials ? credentials.certificate : {};
// As lib/kube/connection/dispatchers.ts has it.
const connections = 32;
const pool = new Pool(server, { connections, allowH2: false, pipelining: 1, connect: { ca, ...certificate } });
const watches = new Pool(server, { allowH2: false, connect: { ca, ...certificate } });
const { finalizer } = nodeKeys();
const plan = {
  tasks: [],
  deadlineMs: undefined,
  onDeadline: 'block',
  retry: { baseMs: 1_000, capMs: 300_000 },
} as const;

const waiting: Node[] = [];
// The product may leave Events out in a flood, so that there is a fraction of one for each Node.
let eventsDue = 0;
let eventsRecorded = 0;
const events: (readonly [name: string, uid: string])[] = [];
let freeForEvents = 2;
let free = Number(concurrencyText);
await watchNodes((node) => {
  waiting.push(node);
  void work();
});

async function work(): Promise<void> {
  if (free === 0) return;
  free -= 1;
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) await remove(node);
  free += 1;
}

/** What is written, and in which order: docs/adr/0004-what-a-removal-writes.md. */
async function remove({ metadata: { name, uid, deletionTimestamp = '' } }: Node): Promise<void> {
  const spec = { nodeName: name, nodeUID: uid, requestedAt: deletionTimestamp, finalizer, deadAfterMs: 300_000, plan };
  let cleanup = parseNodeCleanup(await send('POST', pathOf(NODE_CLEANUPS), newNodeCleanup(spec)));
  for (let number = 1; number < Math.round(writes.nodePatches); number++) await patchNode(name, { metadata: { uid } });
  await patchNode(name, removeFinalizer(uid, finalizer).body);
  eventsDue += writes.events;
  for (; eventsDue >= 1; eventsDue -= 1) void tell(name, uid);
  for (let number = Math.round(writes.statuses); number > 0; number--) {
    const now = new Date().toISOString();
    const finished = number === 1 ? { finishedAt: now } : {};
    const status = statusOf(spec, cleanup.status, { releasedAt: now, nodeGoneAt: now, ...finished }, [], now);
    const object = nodeCleanupName(name, uid);
    const { resourceVersion } = cleanup;
    const body = {
      apiVersion: apiVersionOf(NODE_CLEANUPS),
      kind: NODE_CLEANUPS.kind,
      metadata: { name: object, uid: cleanup.uid, resourceVersion },
      status,
    };
    cleanup = parseNodeCleanup(await send('PUT', pathOf(NODE_CLEANUPS, { name: object, subresource: 'status' }), body));
  }
}

function patchNode(name: string, body: object): Promise<Record<string, unknown>> {
  return send('PATCH', pathOf(NODES, { name }), body, 'application/strategic-merge-patch+json');
}

/** Two at a time and after what matters, so that they are in nobody's way. */
async function tell(name: string, uid: string): Promise<void> {
  events.push([name, uid]);
  if (freeForEvents === 0) return;
  freeForEvents -= 1;
  for (let next = events.shift(); next !== undefined; next = events.shift()) await recordEvent(...next);
  freeForEvents += 1;
}

/** Of the size of those that the product records. */
function recordEvent(name: string, uid: string): Promise<Record<string, unknown>> {
  eventsRecorded += 1;
  return send('POST', pathOf(EVENTS, { namespace: 'default' }), {
    apiVersion: apiVersionOf(EVENTS),
    kind: EVENTS.kind,
    metadata: { name: `${name}.${uid.slice(0, 8)}.${eventsRecorded}`, namespace: 'default' },
    eventTime: new Date().toISOString().replace('Z', '000Z'),
    type: 'Normal',
    reason: 'CleanupStarted',
    action: 'StartCleanup',
    note: `Cleanup started (NodeCleanup ${nodeCleanupName(name, uid)}); nothing is to be done before it goes`,
    regarding: { apiVersion: 'v1', kind: 'Node', name, uid },
    reportingController: 'infra.894.io/node-cleanup-webhook',
    reportingInstance: 'node-cleanup-webhook-benchmark',
  });
}

async function send(
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: object,
  type = 'application/json',
): Promise<Record<string, unknown>> {
  const headers = { 'content-type': type, accept: 'application/json' };
  const response = await pool.request({ method, path, headers, body: JSON.stringify(body) });
  const text = await response.body.text();
  if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
  return JSON.parse(text);
}

/** Calls back once for each Node that begins to be deleted from now on. */
async function watchNodes(deleting: (node: Node) => void): Promise<void> {
  const seen = new Set<string>();
  const list = await watches.request({ method: 'GET', path: `${pathOf(NODES)}?limit=1` });
  const { metadata }: { metadata: { resourceVersion: string } } = JSON.parse(await list.body.text());
  const path = `${pathOf(NODES)}?watch=true&resourceVersion=${metadata.resourceVersion}`;
  const { body } = await watches.request({ method: 'GET', path, headersTimeout: 0, bodyTimeout: 0 });
  console.log(JSON.stringify({ msg: 'ready' }));
  let rest = '';
  for await (const chunk of body.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { object }: { object: Node } = JSON.parse(line);
      const { uid, deletionTimestamp, finalizers = [] } = object.metadata;
      if (deletionTimestamp === undefined || !finalizers.includes(finalizer) || seen.has(uid)) continue;
      seen.add(uid);
      deleting(object);
    }
  }
}
