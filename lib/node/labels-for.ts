import type { LabelSelector, Requirement } from './selector.ts';

/** Labels that the selector selects, where each of its requirements is about another label. */
export function labelsFor(selector: LabelSelector): Readonly<Record<string, string>> {
  return Object.fromEntries(selector.requirements.flatMap(labelFor));
}

function labelFor(requirement: Requirement): readonly (readonly [string, string])[] {
  const { key } = requirement;
  switch (requirement.operator) {
    case 'exists':
      return [[key, '']];
    case 'in':
      return [...requirement.values].slice(0, 1).map((value) => [key, value] as const);
    case '>':
      return [[key, String(requirement.bound + 1n)]];
    case '<':
      return [[key, String(requirement.bound - 1n)]];
    default:
      return [];
  }
}
