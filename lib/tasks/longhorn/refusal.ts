import { isForbidden, isInvalid } from '../../kube/errors.ts';

/** Longhorn's own webhook has said no; a right that is missing, or a wrong object, sounds different. */
export const isRefusal = (error: unknown): error is Error =>
  (isForbidden(error) || isInvalid(error)) && /admission webhook|being sync/i.test(error.message);
