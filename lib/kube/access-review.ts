import type { KubeClient } from './client.ts';
import { booleanAt } from './json.ts';
import type { Resource } from './resource.ts';

/** One thing that somebody may do, or not. */
export interface AccessQuestion {
  readonly apiGroup: string;
  /** Also of the form `pods/eviction`. */
  readonly resource: string;
  readonly verb: string;
  /** Without it: in all of them. */
  readonly namespace?: string | undefined;
  /** Without it: on all objects. */
  readonly name?: string | undefined;
}

/** For people: `list pods`, `update leases (coordination.k8s.io) node-cleanup-webhook in namespace ops`. */
export function describeQuestion({ apiGroup, resource, verb, namespace, name }: AccessQuestion): string {
  const what = apiGroup === '' ? resource : `${resource} (${apiGroup})`;
  const which = name === undefined ? '' : ` ${name}`;
  return `${verb} ${what}${which}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
}

/** Whose rights are asked for: ours, or those of a service account, which takes the right to create SubjectAccessReviews. */
export type Asker = 'self' | { readonly namespace: string; readonly name: string };

const SELF_REVIEWS = reviews('selfsubjectaccessreviews', 'SelfSubjectAccessReview');
const REVIEWS = reviews('subjectaccessreviews', 'SubjectAccessReview');

/** A review is answered from memory; so many at a time are no load. */
const AT_ONCE = 8;

/** Those of the questions that the API server answers with no. Rejects when it does not answer one. */
export async function deniedOf<Q extends AccessQuestion>(
  client: KubeClient,
  questions: readonly Q[],
  asker: Asker,
  signal: AbortSignal,
): Promise<readonly Q[]> {
  const denied = new Set<Q>();
  const queue = questions.values();
  const worker = async (): Promise<void> => {
    for (const question of queue) if (!(await isAllowed(client, question, asker, signal))) denied.add(question);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return questions.filter((question) => denied.has(question));
}

async function isAllowed(
  client: KubeClient,
  { apiGroup, resource, verb, namespace, name }: AccessQuestion,
  asker: Asker,
  signal: AbortSignal,
): Promise<boolean> {
  const [plural = '', subresource] = resource.split('/');
  const resourceAttributes = { group: apiGroup, resource: plural, subresource, verb, namespace, name };
  const kind = asker === 'self' ? SELF_REVIEWS : REVIEWS;
  const spec = asker === 'self' ? { resourceAttributes } : { resourceAttributes, ...identityOf(asker) };
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: kind.kind, spec };
  return booleanAt(await client.create(kind, body, { signal }), 'status', 'allowed') ?? false;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens */
const identityOf = ({ namespace, name }: Exclude<Asker, 'self'>) => ({
  user: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
});

function reviews(plural: string, kind: string): Resource {
  return { group: 'authorization.k8s.io', version: 'v1', plural, kind, namespaced: false };
}
