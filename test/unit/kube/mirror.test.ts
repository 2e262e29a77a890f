import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KubeObject } from '../../../lib/kube/client.ts';
import { type Handler, Mirror } from '../../../lib/kube/reflector/mirror.ts';
import { settle } from '../../support/fake-clock.ts';
import { recordLog } from './harness.ts';

const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);
beforeEach(() => process.on('unhandledRejection', onRejection));
afterEach(() => {
  process.off('unhandledRejection', onRejection);
  expect(rejections.splice(0)).toEqual([]);
});

const object = (
  name: string,
  resourceVersion: string,
  rest: { uid?: string; namespace?: string; bad?: boolean } = {},
): KubeObject => {
  const { uid = `uid-${name}`, namespace, bad = false } = rest;
  return { bad, metadata: { name, uid, resourceVersion, ...(namespace === undefined ? {} : { namespace }) } };
};

/** Records `name@version`; an object that is `bad` cannot be parsed. */
function mirrorWith(handler: Partial<Handler<string>> = {}) {
  const calls: string[] = [];
  const { log, at } = recordLog();
  let errors = 0;
  const mirror = new Mirror<string>({
    parse: ({ bad, metadata }) => {
      if (bad) throw new Error('unreadable');
      return `${metadata.name}@${metadata.resourceVersion}`;
    },
    handler: {
      added: (now) => void calls.push(`+${now}`),
      updated: (before, now) => void calls.push(`~${before}>${now}`),
      deleted: (last) => void calls.push(`-${last}`),
      ...handler,
    },
    log,
    onError: () => errors++,
  });
  return { mirror, calls, logged: () => at('error').map((line) => line.message), errors: () => errors };
}

it('tells nothing when an object comes again unchanged', () => {
  const { mirror, calls } = mirrorWith();
  mirror.upsert(object('a', '1'));
  mirror.upsert(object('a', '1'));
  expect(calls).toEqual(['+a@1']);
});

it('keeps objects of the same name in different namespaces apart', () => {
  const { mirror } = mirrorWith();
  mirror.upsert(object('a', '1', { namespace: 'x' }));
  mirror.upsert(object('a', '2', { namespace: 'y' }));
  expect([mirror.get('x/a'), mirror.get('y/a'), mirror.get('a'), mirror.size]).toEqual(['a@1', 'a@2', undefined, 2]);
});

it('has changed the store before the handler is called', () => {
  const seen: unknown[] = [];
  const { mirror } = mirrorWith({
    added: () => seen.push(mirror.get('a')),
    updated: () => seen.push(mirror.get('a')),
    deleted: () => seen.push(mirror.get('a')),
  });
  mirror.upsert(object('a', '1'));
  mirror.upsert(object('a', '2'));
  mirror.remove(object('a', '3'));
  expect(seen).toEqual(['a@1', 'a@2', undefined]);
});

it('ignores the deletion of what it never knew', () => {
  const { mirror, calls } = mirrorWith();
  mirror.remove(object('a', '1'));
  expect(calls).toEqual([]);
});

it('goes on after a handler that throws', () => {
  const { mirror, calls, logged, errors } = mirrorWith({
    added: () => {
      throw new Error('handler');
    },
  });
  mirror.upsert(object('a', '1'));
  mirror.upsert(object('a', '2'));
  expect(calls).toEqual(['~a@1>a@2']);
  expect([logged(), errors()]).toEqual([['an event handler failed'], 1]);
});

it('goes on after an async handler that rejects', async () => {
  const { mirror, logged, errors } = mirrorWith({ added: async () => Promise.reject(new Error('handler')) });
  mirror.upsert(object('a', '1'));
  await settle();
  expect([logged(), errors()]).toEqual([['an event handler failed'], 1]);
});

it('leaves out an object that cannot be read, and takes it in once it can', () => {
  const { mirror, calls, logged, errors } = mirrorWith();
  mirror.upsert(object('a', '1', { bad: true }));
  mirror.upsert(object('b', '1'));
  mirror.upsert(object('a', '2'));
  expect(calls).toEqual(['+b@1', '+a@2']);
  expect([logged(), errors()]).toEqual([['an object could not be read; going on without it'], 1]);
});

it('keeps the last readable state of an object', () => {
  const { mirror, calls } = mirrorWith();
  mirror.upsert(object('a', '1'));
  mirror.upsert(object('a', '2', { bad: true }));
  expect(mirror.get('a')).toBe('a@1');
  mirror.remove(object('a', '3', { bad: true }));
  expect(calls).toEqual(['+a@1', '-a@1']);
});

it('forgets an object whose successor of the same name cannot be read', () => {
  const { mirror, calls } = mirrorWith();
  mirror.upsert(object('a', '1', { uid: 'old' }));
  mirror.upsert(object('a', '2', { uid: 'new', bad: true }));
  expect([calls, mirror.size]).toEqual([['+a@1', '-a@1'], 0]);
});

it('gives the last known state of an object whose deletion is that of its successor', () => {
  const { mirror, calls } = mirrorWith();
  mirror.upsert(object('a', '1', { uid: 'old' }));
  mirror.remove(object('a', '5', { uid: 'new' }));
  expect(calls).toEqual(['+a@1', '-a@1']);
});

it('deletes what a complete reading does not contain, and nothing before', () => {
  const { mirror, calls } = mirrorWith();
  for (const name of ['a', 'b', 'c', 'd']) mirror.upsert(object(name, '1'));
  const abandoned = mirror.startReading();
  abandoned.upsert(object('a', '1'));
  const reading = mirror.startReading();
  reading.upsert(object('b', '1'));
  reading.upsert(object('c', '2'));
  reading.upsert(object('d', '1', { bad: true }));
  calls.splice(0);
  reading.complete();
  expect(calls).toEqual(['-a@1']);
  expect(mirror.list()).toEqual(['b@1', 'c@2', 'd@1']);
});
