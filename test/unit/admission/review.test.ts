import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeReview } from '../../../lib/admission/review.ts';
import { NODE, review } from '../http/support.ts';

test('a review of a Node that is created is read', () => {
  expect(decodeReview(review(NODE, { dryRun: true }))).toEqual({
    outcome: 'review',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      group: '',
      version: 'v1',
      kind: 'Node',
      resource: 'nodes',
      subresource: '',
      operation: 'CREATE',
      dryRun: true,
      user: { name: 'system:node:worker-1', groups: [] },
      object: NODE,
      oldObject: undefined,
    },
  });
});

const V1 = '"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"';

test.each([
  ['an empty body', '', 'the body is empty'],
  ['no JSON', 'finalizers?', 'the body is not JSON'],
  ['JSON that breaks off', review(NODE).slice(0, -20), 'the body is not JSON'],
  ['two documents', `${review(NODE)}${review(NODE)}`, 'the body is not JSON'],
  ['a list', '[]', 'the body is not an AdmissionReview of admission.k8s.io/v1'],
  ['null', 'null', 'the body is not an AdmissionReview of admission.k8s.io/v1'],
  [
    'v1beta1',
    review(NODE).replace('admission.k8s.io/v1', 'admission.k8s.io/v1beta1'),
    'the body is not an AdmissionReview of admission.k8s.io/v1',
  ],
  [
    'another group',
    review(NODE).replace('admission.k8s.io/v1', 'authorization.k8s.io/v1'),
    'the body is not an AdmissionReview of admission.k8s.io/v1',
  ],
  [
    'another kind',
    review(NODE).replace('AdmissionReview', 'ConversionReview'),
    'the body is not an AdmissionReview of admission.k8s.io/v1',
  ],
  [
    'a review behind __proto__',
    `{"__proto__":${review(NODE)}}`,
    'the body is not an AdmissionReview of admission.k8s.io/v1',
  ],
  ['no request', `{${V1}}`, 'the review has no request'],
  ['a list as request', `{${V1},"request":[]}`, 'the review has no request'],
  ['a request behind __proto__', `{${V1},"__proto__":{"request":{"uid":"1"}}}`, 'the review has no request'],
  ['no uid', `{${V1},"request":{}}`, 'the request has no uid'],
  ['an empty uid', `{${V1},"request":{"uid":""}}`, 'the request has no uid'],
  ['a number as uid', `{${V1},"request":{"uid":7}}`, 'the request has no uid'],
  [
    'a uid without end',
    `{${V1},"request":{"uid":"${'7'.repeat(300)}"}}`,
    "the request's uid is longer than 256 characters",
  ],
])('%s is malformed', (_, text, reason) => {
  expect(decodeReview(text)).toEqual({ outcome: 'malformed', reason });
});

test('fields of the wrong type are read as absent', () => {
  const request = { kind: 'Node', resource: [], subResource: {}, operation: 1, dryRun: 'yes' };
  expect(decodeReview(review('Node', request))).toMatchObject({
    outcome: 'review',
    request: { kind: '', resource: '', subresource: '', operation: '', dryRun: false, object: undefined },
  });
});

test('a depth of a million levels is read like any other', () => {
  const depth = 1_000_000;
  const text = review('DEEP').replace('"DEEP"', `${'['.repeat(depth)}${']'.repeat(depth)}`);
  expect(decodeReview(text)).toMatchObject({ outcome: 'review', request: { object: undefined } });
});

test('reading pollutes no prototype', () => {
  decodeReview(
    review(NODE).replace(
      '"metadata"',
      '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"metadata"',
    ),
  );
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 500 }), fc.json()), (text) => {
      expect(['review', 'malformed']).toContain(decodeReview(text).outcome);
    }),
    { numRuns: 1_000 },
  );
});
