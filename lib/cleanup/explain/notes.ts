import { readSkip, readSkipTasks } from '../../node/skip.ts';
import { isOver } from '../../operation/record.ts';
import { nameWithoutMoment } from '../../operation/settle.ts';
import { describeDuration } from '../../time/duration.ts';
import { isFinished } from '../node-cleanup.ts';
import { type ExplainFacts, valueOr } from './facts.ts';
import { describeFinalizers, finalizerView } from './finalizers.ts';
import { workloadCount } from './pods.ts';
import { describeRights } from './rights.ts';
import type { Story } from './story.ts';
import type { Findings } from './summary.ts';

/** An operator that is alive looks again in time; this late, it does not. */
const OVERDUE_MS = 60_000;

/** What a person should know beside what blocks: mostly, what they may believe and is not so. */
export function notesOf(story: Story, facts: ExplainFacts, findings: Findings): readonly string[] {
  return [
    ...skipNotes(story, facts),
    ...livingNotes(story, facts, findings),
    ...removingNotes(story, facts, findings),
    ...recordNotes(story),
    ...returnNotes(story),
  ];
}

function skipNotes({ node, cleanup, situation }: Story, { keys }: ExplainFacts): readonly string[] {
  const notes: string[] = [];
  const answer = readSkip(keys.skipCleanup, node?.annotations[keys.skipCleanup]);
  if (answer.warning !== undefined) notes.push(answer.warning);
  if (answer.skip && (situation === 'Guarded' || situation === 'Unguarded')) {
    notes.push(`The annotation ${keys.skipCleanup} is "true" already: deleting this Node would clean up nothing.`);
  }
  const planned = (cleanup?.spec.plan.tasks ?? []).flatMap((task) => [task.name, nameWithoutMoment(task)]);
  const unknown = readSkipTasks(node?.annotations[keys.skipTasks]).filter((name) => !planned.includes(name));
  if (cleanup !== undefined && unknown.length > 0) {
    notes.push(`The annotation ${keys.skipTasks} names what the plan does not have: ${unknown.join(', ')}.`);
  }
  return notes;
}

function livingNotes(
  { node, situation }: Story,
  { keys, forecast }: ExplainFacts,
  { operator }: Findings,
): readonly string[] {
  if (node === undefined || (situation !== 'Guarded' && situation !== 'Unguarded')) return [];
  const notes: string[] = [];
  if (situation === 'Guarded') {
    if (forecast?.view.plan === 'defaults') {
      notes.push(
        'This is what the default configuration would do; name the configuration of the operator with --config, or run this in its pod.',
      );
    }
    if (forecast !== undefined && !forecast.ofOperator) {
      const { of, missing } = forecast.view.rights;
      if (missing.length > 0) {
        notes.push(
          `If the operator had the rights of ${of}, it would lack: ${describeRights(missing)}. To see its own: --service-account NAMESPACE/NAME.`,
        );
      }
    }
    if (node.labels[keys.optOut] === 'true') {
      notes.push(
        `The label ${keys.optOut}=true keeps our finalizer away from Nodes that do not have it; this one has it.`,
      );
    }
    if (operator.state === 'NotAlive')
      notes.push('If it were deleted now, it would stay until an operator runs again.');
  }
  if (node.taints.some(({ key }) => key === keys.terminatingTaint)) {
    notes.push(
      `It has the taint ${keys.terminatingTaint} although it is not being deleted: somebody put it (back) there.`,
    );
  }
  return notes;
}

function removingNotes({ node, situation }: Story, facts: ExplainFacts, { tasks }: Findings): readonly string[] {
  if (node === undefined || situation !== 'Removing') return [];
  const { keys, now } = facts;
  const notes: string[] = [];
  const others = node.finalizers
    .filter((name) => name !== keys.finalizer)
    .map((name) => finalizerView(name, keys.finalizer));
  if (others.length > 0) notes.push(`Once we let it go, it is still held by ${describeFinalizers(others)}.`);
  if (node.ready.status !== 'True') {
    notes.push(
      `Its kubelet is not ready (${node.ready.status}) since ${node.ready.since}: nobody may be there to end its pods.`,
    );
  }
  for (const { name, nextAttemptAt } of tasks) {
    const late = now - Date.parse(nextAttemptAt ?? '');
    if (late > OVERDUE_MS)
      notes.push(`${name} should have been looked at again ${describeDuration(late)} ago, and was not.`);
  }
  const drains = tasks.filter(({ task, stage }) => task === 'drain' && stage === 'before');
  const workload = workloadCount(valueOr(facts.pods, []));
  if (tasks.length > 0 && workload > 0 && drains.every(({ state }) => isOver(state))) {
    const why = drains.length === 0 ? 'the plan has no drain' : 'the drain is over';
    notes.push(`${workload} ${workload === 1 ? 'pod runs' : 'pods run'} on it that nobody waits for: ${why}.`);
  }
  return notes;
}

function returnNotes({ node, earlier }: Story): readonly string[] {
  const removal = earlier.find(({ status }) => status.returned !== undefined && status.returned.nodeUID === node?.uid);
  if (removal === undefined) return [];
  return [
    `It is the machine of a Node that was removed before (NodeCleanup ${removal.name}, deleted at ${removal.spec.requestedAt}) and came back.`,
  ];
}

function recordNotes({ cleanup, earlier, situation }: Story): readonly string[] {
  const notes: string[] = [];
  if (
    situation === 'Finishing' &&
    cleanup?.status.nodeGoneAt === undefined &&
    cleanup?.status.releasedAt === undefined
  ) {
    notes.push(
      'The record does not know yet that the Node is gone: its finalizer was taken off by somebody else, or just now.',
    );
  }
  const open = earlier.filter((other) => !isFinished(other)).map(({ name }) => name);
  if (open.length > 0) notes.push(`The removal of an earlier Node of this name is not over: ${open.join(', ')}.`);
  return notes;
}
