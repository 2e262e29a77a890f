import type { NodeKeys } from '../../node/keys.ts';
import type { AdmissionRequest } from '../review.ts';
import { setKeys } from './touched.ts';

/**
 * What is done to a NodeCleanup that could let a Node go, for people; undefined when it is nothing of that kind. The operator
 * goes by these records: by the plan that they are created with, by the tasks that their status says are over, and by how
 * many say that a removal has begun. What is left is immutable, or nobody goes by it.
 */
export function deedOf(request: AdmissionRequest, { releaseHold }: NodeKeys): string | undefined {
  const { operation, subresource, object = {}, oldObject } = request;
  if (operation === 'CREATE') return 'create a NodeCleanup';
  if (operation === 'DELETE') return 'delete a NodeCleanup';
  if (subresource === 'status') return 'write the status of a NodeCleanup';
  return setKeys(oldObject, object, [releaseHold]).length > 0 ? `change annotation ${releaseHold}` : undefined;
}
