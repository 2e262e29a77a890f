import type { Operation } from 'fast-json-patch';
import { isObject } from '../kube/json.ts';

export type FinalizerPatch =
  | { readonly outcome: 'patch'; readonly operations: readonly Operation[] }
  /** Nothing to do: ours is there, or the object is being deleted and may not be given finalizers any more. */
  | { readonly outcome: 'unchanged' }
  /** Not what an API server sends; a patch might not apply. */
  | { readonly outcome: 'unreadable'; readonly field: string };

/**
 * The smallest JSON Patch (RFC 6902) that puts `finalizer` on `object` and leaves the others as they are. It applies to
 * that very object: `/-` is only used where there is a list, since an append to nothing fails, and such a failure rejects
 * the request even under `failurePolicy: Ignore`.
 * No new finalizers on a deleting object:
 * https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go (ValidateNoNewFinalizers)
 */
export function finalizerPatch(object: unknown, finalizer: string): FinalizerPatch {
  const metadata = isObject(object) ? object.metadata : undefined;
  if (!isObject(metadata)) return { outcome: 'unreadable', field: 'metadata' };
  const { deletionTimestamp, finalizers } = metadata;
  if (deletionTimestamp !== undefined && deletionTimestamp !== null) return { outcome: 'unchanged' };
  if (finalizers === undefined || finalizers === null) {
    return { outcome: 'patch', operations: [{ op: 'add', path: '/metadata/finalizers', value: [finalizer] }] };
  }
  if (!Array.isArray(finalizers)) return { outcome: 'unreadable', field: 'metadata.finalizers' };
  if (finalizers.includes(finalizer)) return { outcome: 'unchanged' };
  return { outcome: 'patch', operations: [{ op: 'add', path: '/metadata/finalizers/-', value: finalizer }] };
}
