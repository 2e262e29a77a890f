import type { TaskKind } from '../config/task-kind.ts';
import type { KubeClient } from '../kube/client.ts';
import { isConflict, isInvalid, isNotFound } from '../kube/errors.ts';
import { stringAt } from '../kube/json.ts';
import { NODES } from '../kube/resource.ts';
import { findNode } from '../node/find-node.ts';
import type { NodeKeys } from '../node/keys.ts';
import { cordon, isTerminatingTaint } from '../node/patches.ts';
import type { NodeRecord } from '../node/record.ts';
import type { NodeSubject } from '../node/subject.ts';
import type { Outcome, TaskRun } from '../operation/task.ts';
import { NODE_GONE } from './node-gone.ts';
import type { Forecast, NodeTask, TaskLook } from './node-task.ts';

export const CORDON: TaskKind = {
  name: 'cordon',
  description:
    'Keeps new pods away: the Node becomes unschedulable and gets a NoSchedule taint, since the scheduler does not look at its deletionTimestamp.',
  stages: ['before'],
  byDefault: { needs: [] },
  options: { type: 'object', additionalProperties: false, properties: {} },
  timeout: '0s',
  onTimeout: 'block',
  rights: [{ apiGroup: '', resource: 'nodes', verbs: ['get', 'patch'], why: 'The cordon and the taint.' }],
};

/** Only a change of the taints or of the cordon itself gets in the way; so many in a row are no chance. */
const ATTEMPTS = 5;

export interface CordonDependencies {
  readonly client: KubeClient;
  readonly keys: NodeKeys;
}

export function createCordon({ client, keys }: CordonDependencies): NodeTask {
  return {
    async run({ subject, signal }: TaskRun<NodeSubject>): Promise<Outcome> {
      if (subject.node === undefined) return NODE_GONE;
      const by = `${subject.record.kind}/${subject.record.name}`;
      if (holds(subject.node, keys)) return done(subject.node.annotations[keys.cordonedBy], by);
      for (let attempt = 1; ; attempt++) {
        try {
          return await readAndPatch(client, keys, subject, by, signal);
        } catch (error) {
          if (!mayHaveChanged(error) || attempt >= ATTEMPTS) throw error;
        }
      }
    },

    async foresee({ subject: { node } }: TaskLook): Promise<Forecast> {
      if (node === undefined) return NODE_GONE;
      if (holds(node, keys)) return { state: 'done', message: 'it is cordoned and tainted already' };
      const cordons = node.unschedulable ? '' : 'become unschedulable and ';
      return { state: 'done', message: `it would ${cordons}get the taint ${keys.terminatingTaint}:NoSchedule` };
    },
  };
}

async function readAndPatch(
  client: KubeClient,
  keys: NodeKeys,
  subject: NodeSubject,
  by: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const node = await findNode(client, subject.nodeName, subject.nodeUID, signal);
  if (node === undefined) return NODE_GONE;
  const missing = cordon(node, keys, by);
  if (missing !== undefined) await client.patch(NODES, subject.nodeName, missing.patch, { signal });
  return done(missing?.cordons ? by : stringAt(node, 'metadata', 'annotations', keys.cordonedBy), by);
}

/** Reading again tells whether it is gone, changed, or another one: each is a condition of the patch that fails. */
const mayHaveChanged = (error: unknown): boolean => isConflict(error) || isInvalid(error) || isNotFound(error);

const holds = (node: NodeRecord, keys: NodeKeys): boolean =>
  node.unschedulable && node.taints.some((taint) => isTerminatingTaint(taint, keys));

function done(cordonedBy: string | undefined, by: string): Outcome {
  if (cordonedBy === by) return { state: 'done', message: 'cordoned and tainted' };
  const who = cordonedBy === undefined ? 'somebody else' : cordonedBy;
  return { state: 'done', message: `tainted; it was cordoned already by ${who}` };
}
