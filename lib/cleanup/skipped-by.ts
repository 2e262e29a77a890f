import type { JsonObject } from '../kube/json.ts';
import { at, listAt, stringAt } from '../kube/json.ts';

/**
 * Who set the annotation, as far as managedFields tell: the field manager and when. `kubectl annotate` appears as
 * `kubectl-annotate`, not as the person; the audit log knows that.
 */
export function whoSetAnnotation(object: JsonObject | undefined, annotation: string): string | undefined {
  const owner = listAt(object, 'metadata', 'managedFields').find(
    (entry) => at(entry, 'fieldsV1', 'f:metadata', 'f:annotations', `f:${annotation}`) !== undefined,
  );
  if (owner === undefined) return undefined;
  const time = stringAt(owner, 'time');
  return `${stringAt(owner, 'manager') ?? 'unknown'}${time === undefined ? '' : ` at ${time}`}`;
}
