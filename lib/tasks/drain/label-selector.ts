import { at, isObject, listAt, stringAt, stringMapAt, stringsAt } from '../../kube/json.ts';
import type { LabelSelector, Requirement } from '../../node/selector.ts';

/**
 * A LabelSelector object as a PodDisruptionBudget of policy/v1 holds one; undefined for one that selects nothing: none at
 * all, or one that is not valid. An empty one selects everything
 * (https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/registry/core/pod/storage/eviction.go).
 */
export function readLabelSelector(selector: unknown): LabelSelector | undefined {
  if (!isObject(selector)) return undefined;
  const requirements: Requirement[] = Object.entries(stringMapAt(selector, 'matchLabels')).map(([key, value]) => ({
    key,
    operator: 'in',
    values: new Set([value]),
  }));
  for (const expression of listAt(selector, 'matchExpressions')) {
    const requirement = readExpression(expression);
    if (requirement === undefined) return undefined;
    requirements.push(requirement);
  }
  return { text: '', requirements };
}

function readExpression(expression: unknown): Requirement | undefined {
  const key = stringAt(expression, 'key') ?? '';
  const values = new Set(stringsAt(expression, 'values'));
  switch (at(expression, 'operator')) {
    case 'In':
      return { key, operator: 'in', values };
    case 'NotIn':
      return { key, operator: 'notin', values };
    case 'Exists':
      return { key, operator: 'exists' };
    case 'DoesNotExist':
      return { key, operator: 'absent' };
    default:
      return undefined;
  }
}
