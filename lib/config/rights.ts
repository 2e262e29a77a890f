import type { AccessQuestion } from '../kube/access-review.ts';
import type { OwnObject, Right } from '../kube/right.ts';
import type { TaskKind } from './task-kind.ts';

/** A part of the product that needs rights, for people: a kind of task, or the operator itself. */
export type User = string;

export const OPERATOR: User = 'operator';

/** A task of a plan, as far as rights go. */
export interface TaskOfPlan {
  /** Its kind. */
  readonly task: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A right that somebody does use, and where. */
export interface Need {
  readonly user: User;
  readonly right: Right;
  /** undefined: everywhere, or the right says where. */
  readonly namespace: string | undefined;
}

/** Where it is installed, and under which names. */
export interface Installation {
  readonly namespace: string;
  readonly names: Readonly<Record<OwnObject, string>>;
}

/** What these tasks take with their options, beside what the operator itself may. Kinds that there are not need nothing. */
export function needsOfTasks(kinds: readonly TaskKind[], tasks: readonly TaskOfPlan[]): readonly Need[] {
  return tasks.flatMap(({ task, options }) =>
    (kinds.find(({ name }) => name === task)?.rights ?? [])
      .filter(({ onlyWith }) => onlyWith === undefined || isSet(options[onlyWith]))
      .map((right) => ({ user: task, right, namespace: namespaceOf(right, options) })),
  );
}

export const needsOfOperator = (rights: readonly Right[]): readonly Need[] =>
  rights.map((right) => ({ user: OPERATOR, right, namespace: undefined }));

/** The namespace in which a need is; '' is all of them. */
export function placeOf({ right, namespace }: Need, installation: Installation): string {
  if (right.namespace === 'own') return installation.namespace;
  return right.namespace === 'default' ? 'default' : (namespace ?? '');
}

/** A right of one verb, and who uses it. */
export interface Use {
  readonly question: AccessQuestion;
  readonly users: readonly User[];
}

/** The needs verb by verb, each once. */
export function usesOf(needs: readonly Need[], installation: Installation): readonly Use[] {
  const uses = new Map<string, { readonly question: AccessQuestion; readonly users: Set<User> }>();
  for (const need of needs) {
    const { apiGroup, resource, verbs, only } = need.right;
    const namespace = placeOf(need, installation) || undefined;
    const name = only === undefined ? undefined : installation.names[only];
    for (const verb of verbs) {
      const question = { apiGroup, resource, verb, namespace, name };
      const key = JSON.stringify(question);
      const use = uses.get(key) ?? { question, users: new Set() };
      uses.set(key, { ...use, users: use.users.add(need.user) });
    }
  }
  return [...uses.values()].map(({ question, users }) => ({ question, users: [...users] }));
}

function namespaceOf({ namespace }: Right, options: TaskOfPlan['options']): string | undefined {
  if (typeof namespace !== 'object') return undefined;
  const value = options[namespace.option];
  return typeof value === 'string' ? value : undefined;
}

/** A duration of nothing, as a configuration may write it. */
const NO_TIME = /^(?:[0.]+(?:ms|h|m|s))+$/;

/**
 * Whether an option asks for what needs a right: a list with something in it, true, a text, a duration that is not zero.
 * charts/node-cleanup-webhook/templates/_rights.tpl decides in the same way; a test compares them.
 */
export function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'string') return value !== '' && !NO_TIME.test(value);
  return value !== undefined && value !== null && value !== false && value !== 0;
}
