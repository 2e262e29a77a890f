import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NODE_CLEANUPS } from '../../../../lib/cleanup/node-cleanup.ts';
import { at } from '../../../../lib/kube/json.ts';
import { apiVersionOf } from '../../../../lib/kube/resource.ts';
import { nodeKeys } from '../../../../lib/node/keys.ts';
import { jobName, newJob, type Purpose, RECORDS_API_VERSION } from '../../../../lib/tasks/job/job-object.ts';
import { parseJob, parsePod } from '../../../../lib/tasks/job/job-record.ts';
import { readOptions } from '../../../../lib/tasks/job/options.ts';
import { node, subject } from '../run.ts';

const purpose = (part: Partial<Purpose> = {}): Purpose => ({
  subject: subject(),
  operation: 'operation-uid',
  task: 'tool',
  ...part,
});

const CONTAINERS = [{ name: 'main', image: 'example.test/tool:1' }];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

function podSpec(pod: object, on: 'node' | 'anywhere' = 'node', of: Purpose = purpose()): unknown {
  const template = { spec: { template: { spec: { containers: CONTAINERS, ...pod } } } };
  return at(newJob(readOptions({ namespace: 'tools', template, on }), of, nodeKeys()), 'spec', 'template', 'spec');
}

test('the record that owns the Job is what the operator writes', () => {
  expect(RECORDS_API_VERSION).toBe(apiVersionOf(NODE_CLEANUPS));
});

describe('the name of a Job', () => {
  test('is the same for each run of one task of one operation, and of no other', () => {
    const other = [{ operation: 'other' }, { task: 'other' }].map((part) => jobName(purpose(part)));
    expect(new Set([jobName(purpose()), jobName(purpose()), ...other]).size).toBe(3);
  });

  test('is one that Jobs, their labels and the host names of their pods take', () => {
    const text = fc.string({ maxLength: 300 });
    fc.assert(
      fc.property(text, text, (nodeName, task) => {
        const name = jobName(purpose({ subject: subject({ nodeName }), task }));
        expect(name).toMatch(/^[a-z0-9](?:[-a-z0-9]{0,50}[a-z0-9])?$/);
      }),
    );
  });
});

describe('a Job', () => {
  test('keeps what the template says, and bears our labels, which win', () => {
    const keys = nodeKeys();
    const labels = { app: 'tool', [`${keys.prefix}/operation`]: 'forged' };
    const template = {
      metadata: { labels, annotations: { a: '{{node}}' } },
      spec: { backoffLimit: 3, template: { metadata: { labels }, spec: { containers: CONTAINERS, hostPID: true } } },
    };
    const made = newJob(readOptions({ namespace: 'tools', template }), purpose(), keys);
    const ours = { app: 'tool', [`${keys.prefix}/operation`]: 'operation-uid', [`${keys.prefix}/task`]: 'tool' };
    expect(made).toMatchObject({
      metadata: {
        namespace: 'tools',
        labels: ours,
        annotations: { a: 'n1' },
        ownerReferences: [{ uid: 'operation-uid' }],
      },
      spec: {
        backoffLimit: 3,
        template: { metadata: { labels: ours }, spec: { hostPID: true, restartPolicy: 'Never' } },
      },
    });
  });

  test('with alternatives of its own for where to run runs on the Node in each of them', () => {
    const zone = (value: string) => ({ matchExpressions: [{ key: 'zone', operator: 'In', values: [value] }] });
    const affinity = { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [zone('a'), zone('b')] } }, podAffinity: {} };
    const here = [{ key: 'metadata.name', operator: 'In', values: ['n1'] }];
    expect(at(podSpec({ affinity }), 'affinity')).toEqual({
      podAffinity: {},
      nodeAffinity: {
        [REQUIRED]: {
          nodeSelectorTerms: [
            { ...zone('a'), matchFields: here },
            { ...zone('b'), matchFields: here },
          ],
        },
      },
    });
  });

  test('on the Node tolerates the taints of the Node, but not that it does not answer', () => {
    const taints = [
      { key: 'dedicated', value: 'x', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/unreachable', value: '', effect: 'NoSchedule' },
    ];
    const of = purpose({ subject: subject({ node: node({ taints }) }) });
    expect(at(podSpec({ tolerations: [{ key: 'mine' }] }, 'node', of), 'tolerations')).toEqual([
      { key: 'mine' },
      { key: 'infra.894.io/terminating', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
      { key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' },
    ]);
    expect(at(podSpec({}, 'anywhere', of), 'tolerations')).toBeUndefined();
  });
});

test('Jobs and pods with odd fields are read all the same', () => {
  const odd = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.object({ maxDepth: 4 }),
    fc.constant([null, {}]),
  );
  const metadata = { name: 'x', uid: 'u', resourceVersion: '1' };
  fc.assert(
    fc.property(odd, odd, odd, (spec, status, conditions) => {
      parseJob({ metadata, spec, status: { conditions } });
      parseJob({ metadata, spec, status });
      parsePod({ metadata: { ...metadata, ownerReferences: conditions }, spec, status });
      parsePod({
        metadata,
        spec,
        status: { conditions, containerStatuses: conditions, initContainerStatuses: status },
      });
    }),
  );
});
