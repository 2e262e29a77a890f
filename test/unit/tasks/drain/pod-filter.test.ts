import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../../lib/tasks/drain/options.ts';
import { standingOf } from '../../../../lib/tasks/drain/pod-filter.ts';
import { parsePod } from '../../../../lib/tasks/drain/pod-record.ts';
import { pod, terminating } from './sample.ts';

const candidate = { is: 'candidate' };
const left = (why: string) => ({ is: 'left', why });
const kept = (why: string) => ({ is: 'kept', why });

test.each([
  ['a pod of a Deployment', pod('web-1'), candidate],
  ['a pod that waits for its containers', pod('web-1', { phase: 'Pending', ready: false }), candidate],
  ['a pod that nothing manages', pod('web-1', { controller: undefined }), candidate],
  ['a pod with an emptyDir', pod('web-1', { emptyDir: true }), candidate],
  ['a pod that is terminating', terminating('web-1'), candidate],
  ['a pod that has succeeded', pod('job-1', { phase: 'Succeeded' }), left('finished')],
  ['a pod that has failed', pod('job-1', { phase: 'Failed' }), left('finished')],
  ['a mirror pod', pod('etcd-1', { mirror: true, controller: { kind: 'Node', name: 'n' } }), left('mirror')],
  ['a pod of a DaemonSet', pod('cni-1', { controller: { kind: 'DaemonSet', name: 'cni' } }), left('DaemonSet')],
])('%s, with the defaults', (_, given, standing) => {
  expect(standingOf(given, readOptions({}))).toEqual(standing);
});

describe('options', () => {
  test('pods that skipPods selects stay', () => {
    const options = readOptions({ skipPods: 'app in (web), !keep' });
    expect(standingOf(pod('web-1'), options)).toEqual(left('skipPods'));
    expect(standingOf(pod('web-1', { labels: { app: 'web', keep: '' } }), options)).toEqual(candidate);
  });

  test('an empty skipPods skips nothing', () => {
    expect(standingOf(pod('web-1'), readOptions({ skipPods: '' }))).toEqual(candidate);
  });

  test('what would be lost is kept where the configuration says so', () => {
    const options = readOptions({ unmanaged: 'block', emptyDir: 'block' });
    expect(standingOf(pod('web-1', { controller: undefined }), options)).toEqual(kept('unmanaged'));
    expect(standingOf(pod('web-1', { emptyDir: true }), options)).toEqual(kept('emptyDir'));
    expect(standingOf(terminating('web-1', 0, { emptyDir: true }), options)).toEqual(candidate);
  });

  test('a selector that cannot be read drains nobody', () => {
    expect(() => readOptions({ skipPods: 'a=b=c' })).toThrow('reading the option skipPods: expected');
  });

  test('a grace period is never less than a second', () => {
    expect(readOptions({ gracePeriod: '0s' }).graceSeconds).toBe(1);
    expect(readOptions({ gracePeriod: '1500ms' }).graceSeconds).toBe(2);
    expect(readOptions({ gracePeriod: '' }).graceSeconds).toBeUndefined();
  });
});

test('a malformed pod is read as far as it can be', () => {
  const metadata = {
    name: 'p',
    uid: 'u',
    resourceVersion: '1',
    labels: 7,
    ownerReferences: [null, { controller: 'yes' }],
  };
  expect(parsePod({ metadata, spec: 'x', status: { conditions: [3] } })).toMatchObject({
    namespace: '',
    labels: {},
    phase: '',
    ready: false,
    controller: undefined,
    emptyDir: false,
  });
});
