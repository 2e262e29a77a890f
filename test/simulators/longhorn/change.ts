import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../hack/control-plane/api.ts';
import { isObject, type JsonObject } from '../../../lib/kube/json.ts';

/** One thing that a controller does, as plain data. */
export type Change =
  | {
      readonly verb: 'patch';
      readonly plural: string;
      readonly name: string;
      readonly subresource?: 'status';
      /** A merge patch. */
      readonly body: JsonObject;
    }
  | { readonly verb: 'create'; readonly plural: string; readonly body: KubernetesObject; readonly status?: JsonObject }
  | { readonly verb: 'delete'; readonly plural: string; readonly name: string; readonly uid: string };

/** What makes the status so; nothing when it is so already. */
export function statusChange(plural: string, object: KubernetesObject, status: object): readonly Change[] {
  const body = mergePatch({ status: object.status ?? {} }, { status });
  return body === undefined ? [] : [{ verb: 'patch', plural, name: object.metadata.name, subresource: 'status', body }];
}

/** What sets these fields of spec, and these labels; nothing when they are so already. */
export function specChange(
  plural: string,
  object: KubernetesObject,
  spec: JsonObject,
  labels: Readonly<Record<string, string>> = {},
): readonly Change[] {
  const before = { metadata: { labels: object.metadata.labels ?? {} }, spec: object.spec ?? {} };
  const after = {
    metadata: { labels: { ...before.metadata.labels, ...labels } },
    spec: { ...(isObject(before.spec) ? before.spec : {}), ...spec },
  };
  const body = mergePatch(before, after);
  return body === undefined ? [] : [{ verb: 'patch', plural, name: object.metadata.name, body }];
}

export const deletion = (plural: string, { metadata }: KubernetesObject): Change => ({
  verb: 'delete',
  plural,
  name: metadata.name,
  uid: metadata.uid ?? '',
});

/** RFC 7386: what leads from one to the other. Undefined when there is no difference. */
export function mergePatch(from: unknown, to: JsonObject): JsonObject | undefined {
  const before = isObject(from) ? from : {};
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(before)) if (to[key] === undefined && before[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    if (value === undefined || isDeepStrictEqual(before[key], value)) continue;
    // Somebody's null is no map to merge into: only the whole value can take its place.
    const inner = isObject(value) && isObject(before[key]) ? mergePatch(before[key], value) : value;
    if (inner !== undefined) patch[key] = inner;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}
