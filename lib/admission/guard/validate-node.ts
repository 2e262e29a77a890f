import type { JsonObject } from '../../kube/json.ts';
import type { NodeKeys } from '../../node/keys.ts';
import type { Undecided } from '../handle-review.ts';
import type { Admitted, Refused } from '../response.ts';
import type { AdmissionRequest, RequestUser } from '../review.ts';
import { deedOf } from './deed.ts';
import { annotationOf, namesOf, setKeys, touchedOf } from './touched.ts';

/** Who may let a Node go. */
export interface GuardRules {
  readonly keys: NodeKeys;
  /** User names that may do everything: the operator's own and that of its release-all. */
  readonly operators: readonly string[];
  /** Who may set what lets a Node go; with both empty, everybody but kubelets. */
  readonly skip: { readonly users: readonly string[]; readonly groups: readonly string[] };
  /** Whoever skips must say why. */
  readonly requireReason: boolean;
}

export type GuardAnswer =
  | (Admitted & { readonly outcome: 'allowed' | 'unexpected' })
  | (Refused & { readonly outcome: 'refused' })
  | (Undecided & { readonly outcome: 'undecided' });

/** The group of all kubelets: https://kubernetes.io/docs/reference/access-authn-authz/node/ */
const KUBELETS = 'system:nodes';
/** Something to read, and not only spaces of whatever width; in the syntax of RE2, which the policy uses, it is the same. */
const LEGIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Whether somebody may make this change of a Node, or of a NodeCleanup. The policy of the chart (templates/guard.yaml)
 * decides the same without calling us; test/support/guard-cases.ts holds both to one table. What is not understood passes
 * with a warning where it cannot concern us, and is left to failurePolicy where it may.
 */
export function validateNode(request: AdmissionRequest, rules: GuardRules): GuardAnswer {
  const { user } = request;
  const guarded = OPERATIONS.get(`${request.kind}.${request.group}`);
  if (guarded === undefined) return unexpected('it only looks at Nodes and NodeCleanups; see the rules of the webhook');
  if (!guarded.includes(request.operation)) {
    return unexpected(`it only looks at ${guarded.join(', ')}; see the rules of the webhook`);
  }
  const lacks = lackOf(request);
  if (lacks !== undefined) return undecided(lacks);
  if (rules.operators.includes(user.name)) return ALLOWED;
  return request.kind === 'Node' ? ofNode(request, rules) : ofCleanup(request, rules);
}

/** By kind and group. */
const OPERATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Node.', ['CREATE', 'UPDATE']],
  ['NodeCleanup.infra.894.io', ['CREATE', 'UPDATE', 'DELETE']],
]);

/** What is missing without which nothing can be said. */
function lackOf({ operation, object, oldObject, user }: AdmissionRequest): string | undefined {
  if (user.name === '') return 'the request has no user';
  if (operation === 'DELETE') return undefined;
  if (object === undefined) return 'the request has no object';
  return operation === 'UPDATE' && oldObject === undefined ? 'the update has no oldObject' : undefined;
}

function ofNode({ operation, object: after = {}, oldObject, user }: AdmissionRequest, rules: GuardRules): GuardAnswer {
  const { keys } = rules;
  const before = operation === 'UPDATE' ? oldObject : undefined;
  const touched = touchedOf(before, after, keys);
  const names = namesOf(touched, keys);
  if (names.length === 0) return ALLOWED;
  if (isKubelet(user)) return refused(forKubelets(`change ${names.join(', ')}`));
  const letGo = [
    ...setKeys(before, after, lettingGo(keys)).map((key) => `annotation ${key}`),
    ...(touched.finalizer ? [`finalizer ${keys.finalizer}`] : []),
  ];
  if (letGo.length === 0 && !lacksReason(touched.annotations, after, rules)) return ALLOWED;
  const what = letGo.join(', ');
  const audit = what === '' ? {} : noteOf(user, what, annotationOf(after, keys.skipReason));
  if (what !== '' && !mayLetGo(user, rules)) return { ...refused(forPeople(`change ${what}`)), ...audit };
  if (lacksReason(touched.annotations, after, rules)) return { ...refused(forReason(keys)), ...audit };
  return { ...ALLOWED, ...audit };
}

function ofCleanup(request: AdmissionRequest, rules: GuardRules): GuardAnswer {
  const { user } = request;
  const deed = deedOf(request, rules.keys);
  if (deed === undefined) return ALLOWED;
  if (isKubelet(user)) return refused(forKubelets(deed));
  const audit = noteOf(user, deed);
  return mayLetGo(user, rules) ? { ...ALLOWED, ...audit } : { ...refused(forPeople(deed)), ...audit };
}

/** Annotations that let a Node go, or give its data up, and what is said of that. */
const lettingGo = (keys: NodeKeys): readonly string[] => [
  keys.skipCleanup,
  keys.skipTasks,
  keys.skipReason,
  keys.confirmedOff,
  keys.outOfServiceBy,
];

/** Whether a change of the skip, or of the reason for it, leaves a skip without a reason. */
function lacksReason(changed: readonly string[], after: JsonObject, { keys, requireReason }: GuardRules): boolean {
  if (!requireReason) return false;
  if (![keys.skipCleanup, keys.skipTasks, keys.skipReason].some((key) => changed.includes(key))) return false;
  const skips = annotationOf(after, keys.skipCleanup) === 'true' || isLegible(annotationOf(after, keys.skipTasks));
  return skips && !isLegible(annotationOf(after, keys.skipReason));
}

const isLegible = (text: string | undefined): boolean => text !== undefined && LEGIBLE.test(text);

const isKubelet = ({ groups }: RequestUser): boolean => groups.includes(KUBELETS);

function mayLetGo({ name, groups }: RequestUser, { skip }: GuardRules): boolean {
  if (skip.users.length === 0 && skip.groups.length === 0) return true;
  return skip.users.includes(name) || groups.some((group) => skip.groups.includes(group));
}

const forKubelets = (deed: string): string =>
  `a kubelet may not ${deed}: what lets a Node go is not for the Node itself to say`;

const forPeople = (deed: string): string =>
  `you may not ${deed}: guard.skip of node-cleanup-webhook says who may let a Node go`;

const forReason = ({ skipReason }: NodeKeys): string =>
  `say why in the annotation ${skipReason}, in the same change: guard.requireReason of node-cleanup-webhook asks for it`;

/** As the policy's `auditAnnotations` has it. */
function noteOf({ name }: RequestUser, what: string, reason?: string): Pick<Admitted, 'audit'> {
  const why = isLegible(reason) ? `, because: ${reason}` : '';
  return { audit: { 'let-go': `${name}: ${what}${why}` } };
}

const ALLOWED = { allowed: true, outcome: 'allowed', patch: [], warnings: [] } as const;

const refused = (message: string) => ({ allowed: false, outcome: 'refused', message }) as const;

const undecided = (reason: string) => ({ allowed: undefined, outcome: 'undecided', reason }) as const;

const unexpected = (why: string): GuardAnswer => ({
  ...ALLOWED,
  outcome: 'unexpected',
  warnings: [`node-cleanup-webhook let this pass: ${why}`],
});
