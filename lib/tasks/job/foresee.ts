import type { KubeClient } from '../../kube/client.ts';
import { isForbidden } from '../../kube/errors.ts';
import { JOBS } from '../../kube/resource.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { lifeOf } from '../../node/readiness.ts';
import type { Forecast, TaskLook } from '../node-task.ts';
import { newJob } from './job-object.ts';
import { type JobOptions, readOptions } from './options.ts';
import { refused } from './refused.ts';

/** There is no record yet that could own the Job: this stands in place of its uid. */
const NO_OPERATION = '00000000-0000-0000-0000-000000000000';

export interface ForeseeDependencies {
  readonly client: KubeClient;
  readonly keys: NodeKeys;
}

/** What a Job that began now would meet: the API server is asked to create it, and to store nothing. */
export async function foreseeJob(
  { client, keys }: ForeseeDependencies,
  { subject, name: task, options: raw, signal }: TaskLook,
  now: number,
): Promise<Forecast> {
  const options = readOptions(raw);
  const { namespace, on } = options;
  const unfit = on === 'node' ? unfitNode(options, subject, now) : undefined;
  if (unfit !== undefined) return unfit;
  const where = on === 'node' ? 'on the Node' : 'on another Node';
  const message = `a Job would run in the namespace ${namespace}, ${where}, and have to succeed`;
  const record = { kind: subject.record.kind, name: subject.record.name || 'none' };
  const job = newJob(options, { subject: { ...subject, record }, operation: NO_OPERATION, task }, keys);
  try {
    await client.create(JOBS, job, { namespace, strict: true, dryRun: true, signal });
    return { state: 'waiting', reason: 'JobStarting', message };
  } catch (error) {
    // Whoever asks may have fewer rights than the operator.
    if (isForbidden(error)) {
      const details = [`whether the API server would take the Job is not known: ${error.message}`];
      return { state: 'waiting', reason: 'JobStarting', message, details };
    }
    return refused(error, `of the task ${task}`, namespace);
  }
}

function unfitNode(
  { whenDead }: JobOptions,
  { node, nodeName, deadAfterMs }: TaskLook['subject'],
  now: number,
): Forecast | undefined {
  if (node === undefined) return { state: 'skipped', reason: 'NodeGone', message: `the Node ${nodeName} is gone` };
  const life = lifeOf(node.ready, deadAfterMs, now);
  if (life.state === 'Ready') return undefined;
  const since = `the Node ${nodeName} has not been ready since ${life.since}`;
  if (life.state === 'NotReady') {
    return { state: 'waiting', reason: 'NodeNotReady', message: `${since}: a Job on it would begin when it is` };
  }
  const state = whenDead === 'skip' ? 'skipped' : 'blocked';
  return { state, reason: 'NodeDead', message: `${since} and counts as dead: a Job can never run on it` };
}
