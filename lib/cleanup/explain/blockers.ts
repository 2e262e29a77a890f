import { readSkip, readSkipTasks } from '../../node/skip.ts';
import { isFinished, isHeld, NODE_CLEANUPS } from '../node-cleanup.ts';
import type { Blocker, OperatorView, RightsView, TaskView } from './document.ts';
import type { ExplainFacts } from './facts.ts';
import { finalizerView } from './finalizers.ts';
import { describeRights } from './rights.ts';
import type { Story } from './story.ts';

/** What somebody must do something about before it goes on; nothing that ends by itself. */
export function blockersOf(
  story: Story,
  facts: ExplainFacts,
  tasks: readonly TaskView[],
  operator: OperatorView,
): readonly Blocker[] {
  switch (story.situation) {
    case 'Removing':
      return [
        ...missingDefinition(facts),
        ...brake(story, facts),
        ...blockedTasks(story, facts, tasks),
        ...deadOperator(operator),
      ];
    case 'Guarded':
      return foreseen(story, facts);
    case 'LetGo':
      return foreignFinalizers(story, facts);
    case 'Finishing':
      return [...blockedTasks(story, facts, tasks), ...deadOperator(operator)];
    case 'Unknown':
      if (story.cleanup === undefined || isFinished(story.cleanup)) return [];
      return [...brake(story, facts), ...blockedTasks(story, facts, tasks), ...deadOperator(operator)];
    default:
      return [];
  }
}

/** What would block if it were deleted now. */
function foreseen(story: Story, facts: ExplainFacts): readonly Blocker[] {
  const { forecast } = facts;
  if (forecast === undefined || asksToSkip(story, facts)) return [];
  const { tasks, rights } = forecast.view;
  return [
    ...tasks
      .filter(({ answer, stage }) => answer === 'Blocked' && stage !== 'moment')
      .map(({ name, reason = 'Blocked', message }) => ({ by: 'Task' as const, name, reason, message })),
    // What somebody else lacks says nothing of the operator.
    ...(forecast.ofOperator && rights.missing.length > 0 ? [missingRights(rights)] : []),
  ];
}

const missingRights = ({ of, missing }: RightsView): Blocker => ({
  by: 'Rights',
  name: of,
  reason: 'RightsMissing',
  message: `it may not ${describeRights(missing)}`,
});

/** Whether the annotation asks to let the Node go without clean-up. */
export function asksToSkip({ node }: Pick<Story, 'node'>, { keys }: Pick<ExplainFacts, 'keys'>): boolean {
  return readSkip(keys.skipCleanup, node?.annotations[keys.skipCleanup]).skip;
}

function missingDefinition({ cleanups }: ExplainFacts): readonly Blocker[] {
  if (cleanups.read || !cleanups.missing) return [];
  return [
    {
      by: 'CustomResourceDefinition',
      name: `${NODE_CLEANUPS.plural}.${NODE_CLEANUPS.group}`,
      reason: 'NotInstalled',
      message: 'the CustomResourceDefinition of NodeCleanup is not installed, so the operator cannot start the removal',
    },
  ];
}

/** It begins by itself in its turn, but a person may know better than to wait. */
function brake(story: Story, facts: ExplainFacts): readonly Blocker[] {
  const { cleanup } = story;
  if (cleanup === undefined || !isHeld(cleanup.status) || asksToSkip(story, facts)) return [];
  const { hold, message = '' } = cleanup.status;
  return [{ by: 'Brake', name: cleanup.name, reason: 'Held', message, since: hold?.since }];
}

function blockedTasks(story: Story, facts: ExplainFacts, tasks: readonly TaskView[]): readonly Blocker[] {
  const { node, cleanup } = story;
  if (asksToSkip(story, facts)) return [];
  const skipped = readSkipTasks(node?.annotations[facts.keys.skipTasks]);
  // What should have happened before the Node goes is history once it is gone.
  const gone = story.situation === 'Finishing' || cleanup?.status.nodeGoneAt !== undefined;
  const holding = gone ? 'after' : 'before';
  const condition = cleanup?.status.conditions.find(({ type, status }) => type === 'Blocked' && status === 'True');
  return tasks
    .filter(({ name, state, stage }) => state === 'Blocked' && stage === holding && !skipped.includes(name))
    .map(({ name, reason, message, startedAt }) => ({
      by: 'Task',
      name,
      reason: reason ?? 'Blocked',
      message: message ?? 'it gave no reason',
      // The condition tells of one task only.
      since: (name === cleanup?.status.currentTask ? condition?.lastTransitionTime : undefined) ?? startedAt,
    }));
}

function deadOperator({ state, message, leases }: OperatorView): readonly Blocker[] {
  if (state !== 'NotAlive') return [];
  const [lease] = leases;
  return [
    {
      by: 'Operator',
      name: lease === undefined ? '' : `${lease.namespace}/${lease.name}`,
      reason: 'NotAlive',
      message,
      since: lease?.renewedAt || undefined,
    },
  ];
}

function foreignFinalizers({ node, cleanup }: Story, { keys }: ExplainFacts): readonly Blocker[] {
  return (node?.finalizers ?? [])
    .map((name) => finalizerView(name, keys.finalizer))
    .map(({ name, owner, waitsFor }) => ({
      by: 'Finalizer',
      name,
      reason: 'ForeignFinalizer',
      message:
        owner === undefined
          ? 'not ours; whoever put it there has to take it off'
          : `it belongs to ${owner}, which waits for ${waitsFor ?? 'its own reasons'}`,
      since: cleanup?.status.releasedAt ?? node?.deletedAt,
    }));
}
