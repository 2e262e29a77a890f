import { isDeepStrictEqual } from 'node:util';
import { at, type JsonObject } from '../../kube/json.ts';
import type { NodeKeys } from '../../node/keys.ts';
import type { AdmissionRequest } from '../review.ts';
import { setKeys } from './touched.ts';

/**
 * What is done to a NodeCleanup that could let a Node go, for people; undefined when it is nothing of that kind. The operator
 * goes by these records: by the plan that they are created with, by the tasks that their status says are over, and by how
 * many say that a removal has begun. What is left is immutable, or nobody goes by it.
 */
export function deedOf(request: AdmissionRequest, { releaseHold }: NodeKeys): string | undefined {
  const { operation, subresource, object = {}, oldObject = {} } = request;
  if (operation === 'CREATE') return 'create a NodeCleanup';
  if (operation === 'DELETE') return 'delete a NodeCleanup';
  if (subresource === 'status') return 'write the status of a NodeCleanup';
  if (setKeys(oldObject, object, [releaseHold]).length > 0) return `change annotation ${releaseHold}`;
  return getsOwner(oldObject, object) ? 'give a NodeCleanup an owner' : undefined;
}

/** The garbage collector deletes what has owners of which none is there, so that whoever gives them needs no right to delete. */
function getsOwner(before: JsonObject, after: JsonObject): boolean {
  const owners = at(after, 'metadata', 'ownerReferences');
  return owners !== undefined && !isDeepStrictEqual(owners, at(before, 'metadata', 'ownerReferences'));
}
