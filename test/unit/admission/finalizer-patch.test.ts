import fc from 'fast-check';
import { applyPatch, deepClone } from 'fast-json-patch';
import { expect, test } from 'vitest';
import { finalizerPatch } from '../../../lib/admission/finalizer-patch.ts';
import { listAt } from '../../../lib/kube/json.ts';

const OURS = 'infra.894.io/node-cleanup';
const addList = { outcome: 'patch', operations: [{ op: 'add', path: '/metadata/finalizers', value: [OURS] }] };
const append = { outcome: 'patch', operations: [{ op: 'add', path: '/metadata/finalizers/-', value: OURS }] };
const unchanged = { outcome: 'unchanged' };

test.each([
  ['a Node without finalizers gets the list', { metadata: { name: 'a' } }, addList],
  ['a Node whose finalizers are null gets the list', { metadata: { finalizers: null } }, addList],
  ['a Node with an empty list keeps the list', { metadata: { finalizers: [] } }, append],
  ['a Node with the finalizers of others keeps them', { metadata: { finalizers: ['example.com/a'] } }, append],
  ['a Node that has ours already is left alone', { metadata: { finalizers: ['example.com/a', OURS] } }, unchanged],
  ['a finalizer that only begins like ours is another one', { metadata: { finalizers: [`${OURS}-2`] } }, append],
  [
    'a Node that is being deleted is left alone',
    { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } },
    unchanged,
  ],
  ['a deletionTimestamp of null means nothing', { metadata: { deletionTimestamp: null } }, addList],
  ['no metadata cannot be patched', {}, { outcome: 'unreadable', field: 'metadata' }],
  ['a list as metadata cannot be patched', { metadata: [] }, { outcome: 'unreadable', field: 'metadata' }],
  ['a text as metadata cannot be patched', { metadata: 'x' }, { outcome: 'unreadable', field: 'metadata' }],
  [
    'a text as finalizers cannot be patched',
    { metadata: { finalizers: OURS } },
    { outcome: 'unreadable', field: 'metadata.finalizers' },
  ],
  ['no object cannot be patched', undefined, { outcome: 'unreadable', field: 'metadata' }],
])('%s', (_, object, expected) => {
  expect(finalizerPatch(object, OURS)).toEqual(expected);
});

test('a finalizer hidden behind __proto__ is not ours', () => {
  const object: unknown = JSON.parse(`{"metadata":{"__proto__":{"finalizers":["${OURS}"],"deletionTimestamp":"x"}}}`);
  expect(finalizerPatch(object, OURS)).toEqual(addList);
});

test('ten thousand finalizers of others are kept and cost one operation', () => {
  const finalizers = Array.from({ length: 10_000 }, (_, number) => `example.com/${number}`);
  expect(finalizerPatch({ metadata: { finalizers } }, OURS)).toEqual(append);
});

const finalizerList = fc.oneof(
  fc.array(fc.oneof(fc.constant(OURS), fc.string(), fc.jsonValue()), { maxLength: 20 }),
  fc.constantFrom(null, OURS, 7, { '-': OURS }),
);
const almostNode = fc.record(
  {
    metadata: fc.oneof(
      fc.record(
        { finalizers: finalizerList, deletionTimestamp: fc.jsonValue(), name: fc.jsonValue() },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    ),
    spec: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

test('whatever the object, a patch applies to it, adds ours once and keeps the others in their order', () => {
  fc.assert(
    fc.property(fc.oneof(almostNode, fc.jsonValue()), (generated) => {
      // As it arrives: through JSON, with its own idea of -0 and of `__proto__`.
      const object: unknown = JSON.parse(JSON.stringify(generated));
      const before = listAt(object, 'metadata', 'finalizers');
      const patch = finalizerPatch(object, OURS);
      if (patch.outcome !== 'patch') return;
      const patched: unknown = applyPatch(deepClone(object), patch.operations, true).newDocument;
      const after = listAt(patched, 'metadata', 'finalizers');
      expect(after.filter((finalizer) => finalizer === OURS)).toHaveLength(1);
      expect(after.filter((finalizer) => finalizer !== OURS)).toEqual(before);
      // Applied twice, as after a reinvocation, it changes nothing.
      expect(finalizerPatch(patched, OURS)).toEqual(unchanged);
    }),
    { numRuns: 2_000 },
  );
});
