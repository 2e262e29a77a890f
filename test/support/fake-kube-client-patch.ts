import { applyPatch as applyOperations, type Operation } from 'fast-json-patch';
import { isObject, listAt, stringAt, stringsAt } from '../../lib/kube/json.ts';
import type { Patch } from '../../lib/kube/patch.ts';

/** The patched object; undefined when a JSON patch does not apply. Of lists, strategic patches know metadata.finalizers and webhooks. */
export function applyPatch(patch: Patch, object: object): object | undefined {
  switch (patch.kind) {
    case 'json':
      return applyJsonPatch(object, patch.body);
    case 'merge':
      return asObject(merge(object, patch.body));
    case 'strategic':
      return asObject(strategic(object, patch.body));
    case 'apply':
      throw new Error('FakeKubeClient knows no server-side apply');
  }
}

function applyJsonPatch(object: object, body: readonly object[]): object | undefined {
  try {
    const operations: Operation[] = JSON.parse(JSON.stringify(body));
    return applyOperations(structuredClone(object), operations, true, false).newDocument;
  } catch {
    return undefined;
  }
}

/** RFC 7386. */
function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else merged[field] = merge(merged[field], value);
  }
  return merged;
}

const DELETE_FINALIZERS = '$deleteFromPrimitiveList/finalizers';

function strategic(object: unknown, patch: object): unknown {
  const removed = stringsAt(patch, 'metadata', DELETE_FINALIZERS);
  const before = stringsAt(object, 'metadata', 'finalizers');
  const finalizers = [...new Set([...before, ...stringsAt(patch, 'metadata', 'finalizers')])].filter(
    (name) => !removed.includes(name),
  );
  const webhooks = mergedByName(listAt(object, 'webhooks'), listAt(patch, 'webhooks'));
  const merged = merge(object, { ...patch, ...(webhooks.length > 0 ? { webhooks } : {}) });
  return merge(merged, { metadata: { finalizers, [DELETE_FINALIZERS]: null, $setElementOrder: null } });
}

function mergedByName(before: readonly unknown[], patches: readonly unknown[]): readonly unknown[] {
  const isFor = (patch: unknown, item: unknown) => stringAt(patch, 'name') === stringAt(item, 'name');
  return before.map((item) => merge(item, patches.find((patch) => isFor(patch, item)) ?? {}));
}

function asObject(value: unknown): object {
  return isObject(value) ? value : {};
}
