import type { KubeClient } from '../../kube/client.ts';
import { stringMapAt, stringsAt } from '../../kube/json.ts';
import { listPages } from '../../kube/reflector/list-pager.ts';
import { NODES, type Resource } from '../../kube/resource.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { labelsFor } from '../../node/labels-for.ts';
import { isSelected } from '../../node/selection.ts';
import type { LabelSelector } from '../../node/selector.ts';
import { count, listFew } from '../../operation/text.ts';
import type { Installation } from '../elsewhere.ts';

/** One thing that is as it should be, or is not. */
export interface Finding {
  readonly what: 'ready' | 'new-node' | 'nodes';
  readonly ok: boolean;
  /** For people. */
  readonly message: string;
}

export interface Verification {
  readonly client: KubeClient;
  readonly installation: Installation;
  readonly keys: NodeKeys;
  readonly selector: LabelSelector;
  /** Of the Node that is never created. */
  readonly nodeName: string;
  readonly signal: AbortSignal;
}

/** Whether the installed operator does its part, looked at from outside. It changes nothing. */
export async function verify(verification: Verification): Promise<readonly Finding[]> {
  return Promise.all([isReady(verification), guardsNewNode(verification), guardsNodes(verification)]);
}

/** Through the API server, which reaches the Service from wherever this runs. */
async function isReady({ client, installation: { namespace, name }, signal }: Verification): Promise<Finding> {
  const proxy: Resource = {
    group: '',
    version: 'v1',
    plural: `services/http:${name}:health/proxy`,
    kind: 'Service',
    namespaced: true,
  };
  try {
    const text = await client.getText(proxy, 'readyz', { namespace, query: { verbose: true }, signal });
    return { what: 'ready', ok: true, message: text.trim() };
  } catch (error) {
    return { what: 'ready', ok: false, message: `the operator is not ready: ${reasonOf(error)}` };
  }
}

/** The API server goes through its whole admission for a dry run, and stores nothing. */
async function guardsNewNode({ client, keys, selector, nodeName, signal }: Verification): Promise<Finding> {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName, labels: labelsFor(selector) } };
  try {
    const created = await client.create(NODES, node, { dryRun: true, signal });
    const ok = stringsAt(created, 'metadata', 'finalizers').includes(keys.finalizer);
    const why =
      'the API server did not ask the webhook or got no answer; its log and the metric apiserver_admission_webhook_fail_open_count tell more';
    return {
      what: 'new-node',
      ok,
      message: ok
        ? `a new Node gets the finalizer ${keys.finalizer} (tried by a dry run)`
        : `a new Node does not get the finalizer ${keys.finalizer}: ${why}`,
    };
  } catch (error) {
    return { what: 'new-node', ok: false, message: `creating a Node (dry run) failed: ${reasonOf(error)}` };
  }
}

async function guardsNodes({ client, keys, selector, signal }: Verification): Promise<Finding> {
  const bare: string[] = [];
  let guarded = 0;
  try {
    for await (const { items } of listPages(client, NODES, { limit: 500, signal })) {
      for (const node of items) {
        if (stringsAt(node, 'metadata', 'finalizers').includes(keys.finalizer)) guarded += 1;
        else if (node.metadata.deletionTimestamp !== undefined) continue;
        else if (isSelected(stringMapAt(node, 'metadata', 'labels'), keys.optOut, selector))
          bare.push(node.metadata.name);
      }
    }
  } catch (error) {
    return { what: 'nodes', ok: false, message: `the Nodes cannot be listed: ${reasonOf(error)}` };
  }
  const message = `${count(guarded, 'Node')} with the finalizer`;
  if (bare.length === 0) return { what: 'nodes', ok: true, message };
  return {
    what: 'nodes',
    ok: false,
    message: `${message}, and ${count(bare.length, 'Node')} without it: ${listFew(bare, 5)}`,
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
