import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mutateNode } from '../../../lib/admission/mutate-node.ts';
import { nodeAdmission } from '../../../lib/admission/node-admission.ts';
import { encodeReview } from '../../../lib/admission/response.ts';
import { type AdmissionRequest, decodeReview } from '../../../lib/admission/review.ts';
import { EVERYTHING, type LabelSelector, parseSelector } from '../../../lib/node/selector.ts';
import { createPrometheusMetrics } from '../../../lib/telemetry/prometheus.ts';
import { FINALIZER, GUARD, NODE, review } from '../http/support.ts';

function request(object: unknown, fields: Readonly<Record<string, unknown>> = {}): AdmissionRequest {
  const decoded = decodeReview(review(object, fields));
  if (decoded.outcome !== 'review') throw new Error(decoded.reason);
  return decoded.request;
}

function selector(text: string): LabelSelector {
  const parsed = parseSelector(text);
  return parsed.outcome === 'selector' ? parsed.selector : EVERYTHING;
}

const worker = (labels: Readonly<Record<string, unknown>>) => ({ metadata: { name: 'worker-1', labels } });

test('a Node that is created gets the finalizer', () => {
  const patch = [{ op: 'add', path: '/metadata/finalizers', value: [FINALIZER] }];
  expect(mutateNode(request(NODE), GUARD)).toEqual({ allowed: true, outcome: 'patched', patch, warnings: [] });
});

test.each([
  ['ours present', request({ metadata: { finalizers: [FINALIZER] } })],
  ['being deleted', request({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })],
])('a Node is left alone: %s', (_, given) => {
  expect(mutateNode(given, GUARD)).toEqual({ allowed: true, outcome: 'unchanged', patch: [], warnings: [] });
});

test.each([
  ['ip-10-0-0-1.eu-central-1.compute.internal'],
  ['UPPER_case'],
  [''],
  ['x'.repeat(5_000)],
  ['__proto__'],
  ['../../etc/passwd'],
  ['узел-1'],
  ['node\u0000'],
])(
  'a Node with an odd name gets the finalizer; whether the name is allowed is for the API server to say: %j',
  (name) => {
    expect(mutateNode(request({ metadata: { name } }, { name }), GUARD).outcome).toBe('patched');
  },
);

test.each([
  ['an update', request(NODE, { operation: 'UPDATE' })],
  ['a deletion', request(null, { operation: 'DELETE' })],
  ['an operation in small letters', request(NODE, { operation: 'create' })],
  ['a Pod', request(NODE, { kind: { group: '', version: 'v1', kind: 'Pod' } })],
  ['a Node of another group', request(NODE, { kind: { group: 'metrics.k8s.io', version: 'v1', kind: 'Node' } })],
  ['a Node of another version', request(NODE, { kind: { group: '', version: 'v2', kind: 'Node' } })],
  ['a status', request(NODE, { subResource: 'status' })],
  ['no object', request(null)],
  ['a list as object', request([NODE])],
  ['no metadata', request({})],
  ['finalizers that are no list', request({ metadata: { finalizers: FINALIZER } })],
])('what a webhook for new Nodes should never see passes unchanged, with a short warning: %s', (_, given) => {
  const answer = mutateNode(given, GUARD);
  expect(answer).toMatchObject({ allowed: true, outcome: 'unexpected', patch: [] });
  expect(answer.warnings).toHaveLength(1);
  // Longer ones may be truncated: https://github.com/kubernetes/api/blob/master/admission/v1/types.go
  expect(answer.warnings[0]?.length).toBeLessThanOrEqual(120);
});

test.each([
  ['the opt-out label is true', '', { 'infra.894.io/exclude': 'true' }],
  ['the selector asks for another role', 'node-role.kubernetes.io/worker', { role: 'gpu' }],
  ['the selector excludes it', 'role!=gpu', { role: 'gpu' }],
])('a Node is not selected: %s', (_, text, labels) => {
  const answer = mutateNode(request(worker(labels)), { ...GUARD, selector: selector(text) });
  expect(answer).toEqual({ allowed: true, outcome: 'not_selected', patch: [], warnings: [] });
});

test.each([
  ['the opt-out label says false', '', { 'infra.894.io/exclude': 'false' }],
  ['the opt-out label is no text', '', { 'infra.894.io/exclude': true }],
  ['the selector asks for its role', 'role in (gpu, cpu)', { role: 'gpu' }],
])('a Node is selected: %s', (_, text, labels) => {
  expect(mutateNode(request(worker(labels)), { ...GUARD, selector: selector(text) }).outcome).toBe('patched');
});

test('no request whatever is refused', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('operation', 'kind', 'subResource', 'dryRun'), fc.jsonValue()),
      (object, fields) => {
        expect(mutateNode(request(object, fields), GUARD).allowed).toBe(true);
      },
    ),
  );
});

test('an answer with a patch names its type, and one without has neither', () => {
  const patched = JSON.parse(encodeReview('u-1', mutateNode(request(NODE), GUARD)));
  expect(patched).toEqual({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid: 'u-1', allowed: true, patchType: 'JSONPatch', patch: expect.any(String) },
  });
  const patch = JSON.parse(Buffer.from(patched.response.patch, 'base64').toString());
  expect(patch).toEqual([{ op: 'add', path: '/metadata/finalizers', value: [FINALIZER] }]);
  const unchanged = encodeReview('u-2', { allowed: true, patch: [], warnings: [] });
  expect(JSON.parse(unchanged).response).toEqual({ uid: 'u-2', allowed: true });
});

test('a dry run shows what would be stored and is not counted', async () => {
  const metrics = createPrometheusMetrics();
  const admit = nodeAdmission(() => GUARD, metrics);
  expect(admit(request(NODE, { dryRun: true })).patch).toHaveLength(1);
  expect(await metrics.render()).toContain('webhook_patches_total{outcome="patched"} 0');
  admit(request(NODE));
  expect(await metrics.render()).toContain('webhook_patches_total{outcome="patched"} 1');
});
