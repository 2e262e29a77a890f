import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardAdmission } from '../../../../lib/admission/guard/guard-admission.ts';
import { guardedAnnotations } from '../../../../lib/admission/guard/touched.ts';
import { type GuardRules, validateNode } from '../../../../lib/admission/guard/validate-node.ts';
import { handleReview } from '../../../../lib/admission/handle-review.ts';
import { type AdmissionRequest, decodeReview } from '../../../../lib/admission/review.ts';
import { nodeKeys } from '../../../../lib/node/keys.ts';
import { createPrometheusMetrics } from '../../../../lib/telemetry/prometheus.ts';
import {
  ALICE,
  COLLECTOR,
  type GuardCase,
  OPERATORS_GROUP,
  type Rules,
  type Shape,
  type Who,
} from '../../../support/guard-cases/case.ts';
import { NOBODY } from '../../../support/guard-cases/shapes.ts';
import { guardCases } from '../../../support/guard-cases.ts';
import { review } from '../../http/support.ts';

const keys = nodeKeys();
const OPERATOR = 'system:serviceaccount:node-cleanup:node-cleanup-webhook';
const OPEN: GuardRules = {
  keys,
  operators: [OPERATOR, `${OPERATOR}-release-all`],
  skip: { users: [], groups: [] },
  requireReason: false,
};
const RULES: Readonly<Record<Rules, GuardRules>> = {
  open: OPEN,
  listed: { ...OPEN, skip: { users: [ALICE], groups: [OPERATORS_GROUP] } },
  reason: { ...OPEN, requireReason: true },
};

const userInfo: Readonly<Record<Who, object>> = {
  kubelet: { username: 'system:node:n1', groups: ['system:nodes', 'system:authenticated'] },
  lookalike: { username: 'agent', groups: ['system:nodes', 'people'] },
  bob: { username: 'bob', groups: ['people'] },
  alice: { username: ALICE },
  carol: { username: 'carol', groups: ['people', OPERATORS_GROUP] },
  operator: { username: OPERATOR, groups: ['system:serviceaccounts'] },
  collector: { username: COLLECTOR, groups: ['system:serviceaccounts'] },
  'release-all': { username: `${OPERATOR}-release-all`, groups: ['system:serviceaccounts'] },
};

const objectOf = ({ taints, ...metadata }: Shape) => ({
  metadata: { name: 'n1', ...metadata },
  spec: taints ? { taints } : {},
});

function request(fields: Readonly<Record<string, unknown>>): AdmissionRequest {
  const decoded = decodeReview(review(undefined, { userInfo: userInfo.bob, operation: 'UPDATE', ...fields }));
  if (decoded.outcome !== 'review') throw new Error(decoded.reason);
  return decoded.request;
}

const CLEANUP = { group: 'infra.894.io', version: 'v1alpha1', kind: 'NodeCleanup' };

function requestOf({ who, through, before, after }: GuardCase): AdmissionRequest {
  const [resource, subResource = ''] = through.split('/');
  const operation = before === undefined ? 'CREATE' : after === undefined ? 'DELETE' : 'UPDATE';
  return request({
    userInfo: userInfo[who],
    operation,
    subResource,
    ...(resource === 'nodecleanups' ? { kind: CLEANUP } : {}),
    object: after && objectOf(after),
    oldObject: before && objectOf(before),
  });
}

describe.each(['open', 'listed', 'reason'] as const)('with the rules "%s"', (rules) => {
  test.each(guardCases(rules, keys.prefix))('$who $what ($through): allowed is $allowed', (given) => {
    const answer = validateNode(requestOf(given), RULES[rules]);
    expect(answer.allowed).toBe(given.allowed);
    expect(answer.outcome).toBe(given.allowed ? 'allowed' : 'refused');
  });
});

const skips = { object: objectOf({ annotations: { [keys.skipCleanup]: 'true' } }), oldObject: objectOf({}) };

test('whoever is refused is told what, and what to do', () => {
  const messages = (['open', 'listed', 'reason'] as const).map((rules) => {
    const answer = validateNode(
      request({ ...skips, userInfo: userInfo[rules === 'open' ? 'kubelet' : 'bob'] }),
      RULES[rules],
    );
    return answer.allowed === false ? answer.message : '';
  });
  expect(messages).toEqual([
    'a kubelet may not change annotation infra.894.io/skip-cleanup: what lets a Node go is not for the Node itself to say',
    'you may not change annotation infra.894.io/skip-cleanup: guard.skip of node-cleanup-webhook says who may let a Node go',
    'say why in the annotation infra.894.io/skip-reason, in the same change: guard.requireReason of node-cleanup-webhook asks for it',
  ]);
});

test.each([
  ['CREATE', '', {}, undefined, 'create a NodeCleanup'],
  ['DELETE', '', undefined, {}, 'delete a NodeCleanup'],
  ['UPDATE', 'status', {}, {}, 'write the status of a NodeCleanup'],
  ['UPDATE', '', { annotations: { [keys.releaseHold]: 'true' } }, {}, `change annotation ${keys.releaseHold}`],
  ['UPDATE', '', { ownerReferences: [NOBODY] }, {}, 'give a NodeCleanup an owner'],
])('what is done to the record of a removal is told to whoever is refused, and to the audit log: %s %s', (...given) => {
  const [operation, subResource, after, before, deed] = given;
  const fields = {
    kind: CLEANUP,
    operation,
    subResource,
    object: after && objectOf(after),
    oldObject: before && objectOf(before),
  };
  const answers = [userInfo.kubelet, userInfo.bob, userInfo.alice].map((user) =>
    validateNode(request({ ...fields, userInfo: user }), RULES.listed),
  );
  expect(answers).toMatchObject([
    { message: `a kubelet may not ${deed}: what lets a Node go is not for the Node itself to say` },
    { message: `you may not ${deed}: guard.skip of node-cleanup-webhook says who may let a Node go` },
    { allowed: true, audit: { 'let-go': `${ALICE}: ${deed}` } },
  ]);
});

test('the audit log gets who lets a Node go, by what, and why', () => {
  const object = objectOf({ annotations: { [keys.skipCleanup]: 'true', [keys.skipReason]: 'scrap' } });
  const oldObject = objectOf({ finalizers: [keys.finalizer] });
  const json = handleReview(guardAdmission(() => OPEN, createPrometheusMetrics()))(
    review(undefined, { userInfo: userInfo.bob, operation: 'UPDATE', object, oldObject }),
  );
  const { response } = JSON.parse(json.outcome === 'answer' ? json.json : '{}');
  expect(response).toMatchObject({
    allowed: true,
    auditAnnotations: {
      'let-go': `bob: annotation ${keys.skipCleanup}, annotation ${keys.skipReason}, finalizer ${keys.finalizer}, because: scrap`,
    },
  });
});

test('a refusal is a 403 that says why, and is counted, but for dry runs', async () => {
  const metrics = createPrometheusMetrics();
  const handle = handleReview(guardAdmission(() => OPEN, metrics));
  const fields = { ...skips, userInfo: userInfo.kubelet, operation: 'UPDATE' };
  const json = handle(review(undefined, fields));
  handle(review(undefined, { ...fields, dryRun: true }));
  const { response } = JSON.parse(json.outcome === 'answer' ? json.json : '{}');
  expect(response).toMatchObject({ allowed: false, status: { code: 403, reason: 'Forbidden' } });
  expect(await metrics.render()).toContain('webhook_validations_total{outcome="refused"} 1');
});

test.each([
  ['a deletion', { operation: 'DELETE' }],
  ['an operation in small letters', { operation: 'update' }],
  ['a Pod', { kind: { group: '', version: 'v1', kind: 'Pod' } }],
  ['a NodeCleanup of another group', { kind: { ...CLEANUP, group: 'example.com' } }],
  ['a Node of another group', { kind: { group: 'metrics.k8s.io', version: 'v1', kind: 'Node' } }],
  ['no kind', { kind: null }],
])('what the guard should never see passes, with a short warning: %s', (_, fields) => {
  const answer = validateNode(request({ ...skips, ...fields }), OPEN);
  expect(answer).toMatchObject({ allowed: true, outcome: 'unexpected' });
  expect(answer.allowed && answer.warnings[0]?.length).toBeLessThanOrEqual(120);
});

test.each([
  ['no object', { object: null }],
  ['a list as object', { object: [] }],
  ['an update without what was before', { oldObject: null }],
  ['no user', { userInfo: null }],
  ['a user without a name', { userInfo: { groups: ['system:nodes'] } }],
  ['a name that is no text', { userInfo: { username: 7 } }],
])('what cannot be judged is no answer, so that failurePolicy decides: %s', (_, fields) => {
  expect(validateNode(request({ ...skips, ...fields }), OPEN)).toMatchObject({
    allowed: undefined,
    outcome: 'undecided',
  });
  const handled = handleReview(guardAdmission(() => OPEN, createPrometheusMetrics()))(
    review(undefined, { userInfo: userInfo.bob, operation: 'UPDATE', ...skips, ...fields }),
  );
  expect(handled.outcome).toBe('malformed');
});

test('every annotation that the house knows is guarded', () => {
  const { prefix, finalizer, terminatingTaint, returnedTaint, optOut, ...annotations } = keys;
  expect(guardedAnnotations(keys).toSorted()).toEqual(Object.values(annotations).toSorted());
});

const anyUser = fc.record({ username: fc.string({ minLength: 1 }), groups: fc.array(fc.string()) });

test('no malformed metadata makes it throw, and a kubelet can hide nothing in it', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), anyUser, (metadata, old, user) => {
      const fields = { object: { metadata }, oldObject: { metadata: old }, userInfo: user };
      expect(['allowed', 'refused']).toContain(validateNode(request(fields), RULES.listed).outcome);
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (others) => {
      const object = objectOf({ annotations: { ...others, [keys.skipCleanup]: 'true' } });
      const fields = { object, oldObject: objectOf({ annotations: others }), userInfo: userInfo.kubelet };
      expect(validateNode(request(fields), OPEN).outcome).toBe('refused');
    }),
  );
});
