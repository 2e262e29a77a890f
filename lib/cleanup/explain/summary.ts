import { GATED, isOver } from '../../operation/record.ts';
import { ordinal } from '../brake/ordinal.ts';
import { asksToSkip } from './blockers.ts';
import type { Blocker, OperatorView, TaskForecast, TaskView } from './document.ts';
import type { ExplainFacts } from './facts.ts';
import { describeFinalizers, finalizerView } from './finalizers.ts';
import type { Story } from './story.ts';

export interface Findings {
  readonly tasks: readonly TaskView[];
  readonly blockers: readonly Blocker[];
  readonly operator: OperatorView;
}

/** The whole answer in a sentence or two, for somebody who reads nothing else. */
export function summarize(story: Story, facts: ExplainFacts, findings: Findings): string {
  const { nodeName } = facts;
  switch (story.situation) {
    case 'Guarded':
      return `Node ${nodeName} is not being deleted; our finalizer guards it${ifDeleted(story, facts, findings)}.`;
    case 'Unguarded':
      return `Node ${nodeName} is not being deleted, and our finalizer does not guard it: ${whyUnguarded(story, facts, findings)}.`;
    case 'Removing':
      return `Node ${nodeName} is being deleted; our finalizer holds it: ${whyHeld(story, facts, findings)}.`;
    case 'LetGo':
      return `Node ${nodeName} is being deleted; ${letGo(story, facts)}.`;
    case 'Finishing':
      return `Node ${nodeName} is gone; ${finishing(findings)}.`;
    case 'Finished':
      return `Node ${nodeName} is gone, and its removal is over: ${story.cleanup?.status.message ?? story.cleanup?.status.phase ?? ''}.`;
    case 'Unknown':
      return unknown(story, facts);
  }
}

/** What a person wants to know before they type `kubectl delete node`. */
function ifDeleted(story: Story, facts: ExplainFacts, { blockers }: Findings): string {
  if (facts.forecast === undefined || asksToSkip(story, facts)) return '';
  const [first] = blockers;
  if (first !== undefined) {
    const more = blockers.length > 1 ? ` and ${blockers.length - 1} more` : '';
    return `. If it were deleted now, its removal would be blocked by ${first.name} (${first.reason})${more}`;
  }
  const { tasks } = facts.forecast.view;
  const before = (which: TaskForecast['answer']) =>
    tasks.filter(({ answer, stage }) => answer === which && stage === 'before').map(({ name }) => name);
  const [waits, unknown] = [before('Waiting'), before('Unknown')];
  const busy = waits.length === 0 ? '' : `${waits.join(', ')} would have something to do, and `;
  // Whoever could not look has not said that it would go.
  if (unknown.length > 0) return `. If it were deleted now, ${busy}what ${unknown.join(', ')} would do cannot be seen`;
  return `. If it were deleted now, ${busy === '' ? 'it would go at once' : `${busy}nothing would block`}`;
}

function whyUnguarded({ node }: Story, { keys }: ExplainFacts, { operator }: Findings): string {
  if (node?.labels[keys.optOut] === 'true') return `its label ${keys.optOut}=true keeps it away`;
  switch (operator.state) {
    case 'Alive':
      return 'an operator is alive and would have added it, so its configuration (nodeSelector) leaves this Node out, or it uses another prefix, or it is about to';
    case 'NotAlive':
      return 'it joined without it, and no operator is alive to add it';
    case 'Unknown':
      return 'it joined without it, and whether an operator is there to add it cannot be seen';
  }
}

function whyHeld(story: Story, facts: ExplainFacts, { tasks, blockers, operator }: Findings): string {
  const dead = blockers.some(({ by }) => by === 'Operator');
  if (asksToSkip(story, facts)) {
    return dead
      ? `the annotation ${facts.keys.skipCleanup} asks to let it go, but no operator is alive to obey`
      : `the annotation ${facts.keys.skipCleanup} asks to let it go, and the operator is about to`;
  }
  const idle = dead ? '; no operator is alive, so nothing moves' : '';
  const blocked = blockers.filter(({ by }) => by === 'Task').map(({ name, reason }) => `${name} (${reason})`);
  if (blocked.length > 0) return `${blocked.join(', ')} ${blocked.length > 1 ? 'need' : 'needs'} a person${idle}`;
  if (blockers.some(({ by }) => by === 'Brake')) return `${whyNotBegun(story)}${idle}`;
  const missing = blockers.find(({ by }) => by === 'CustomResourceDefinition');
  if (missing !== undefined) return missing.message;
  if (story.cleanup === undefined) return notStarted(facts, operator);
  const current = currentOf(story, tasks);
  if (current === undefined)
    return dead ? 'no operator is alive to take it off' : 'its tasks are over, and it is about to be let go';
  return dead
    ? `${describeCurrent(current)}${idle}`
    : `${describeCurrent(current)}${current.state === 'Retrying' ? '' : ', and it goes on by itself'}`;
}

function whyNotBegun({ cleanup }: Story): string {
  const { why = 'the brake says so', position } = cleanup?.status.hold ?? {};
  const place = position === undefined ? '' : `; it is the ${ordinal(position)} in the queue`;
  return `its removal has to wait before it begins, since ${why}${place}`;
}

function notStarted({ cleanups }: ExplainFacts, { state }: OperatorView): string {
  if (!cleanups.read) return `where its removal stands cannot be seen (${cleanups.why})`;
  return state === 'NotAlive'
    ? 'no operator is alive to start its removal'
    : 'the operator has not started its removal yet';
}

/** The task that holds things up, as the record has it. */
export function currentOf({ cleanup }: Story, tasks: readonly TaskView[]): TaskView | undefined {
  return tasks.find(({ name }) => name === cleanup?.status.currentTask);
}

function describeCurrent({ name, state, reason, message, attempts, waitsFor }: TaskView): string {
  switch (state) {
    case 'Retrying':
      return `${name} fails and is tried again (failed ${attempts} ${attempts === 1 ? 'time' : 'times'} in a row)`;
    case 'Pending':
      if (reason === GATED) return `${name} waits for its turn (${message ?? 'its place is not known'})`;
      return waitsFor.length > 0 ? `${name} waits for ${waitsFor.join(', ')}` : `${name} is about to begin`;
    case 'Running':
      return `${name} is running`;
    default:
      return `${name} is waiting`;
  }
}

function letGo({ node, cleanup }: Story, { keys }: ExplainFacts): string {
  const others = (node?.finalizers ?? []).map((name) => finalizerView(name, keys.finalizer));
  const by = others.length === 0 ? 'nothing holds it any more' : `it is still held by ${describeFinalizers(others)}`;
  if (cleanup?.status.skippedAt !== undefined) return `we let it go by the skip annotation, and ${by}`;
  if (cleanup?.status.releasedAt !== undefined) return `we are done with it, and ${by}`;
  return `our finalizer is not on it (it never was, or somebody took it off), and ${by}`;
}

function finishing({ tasks, blockers }: Findings): string {
  const blocked = blockers.filter(({ by }) => by === 'Task').map(({ name }) => name);
  if (blocked.length > 0) return `${blocked.join(', ')} needs a person before its removal is over`;
  if (blockers.length > 0) return 'its removal is not over, and no operator is alive to end it';
  // A moment that has not come does not come any more, but for that of the end, which holds up nothing.
  const left = tasks.filter(
    ({ stage, state }) => !isOver(state) && (stage === 'after' || (stage === 'moment' && state !== 'Pending')),
  );
  if (left.length > 0) return `what comes after is under way: ${left.map(({ name }) => name).join(', ')}`;
  return 'its removal is about to be closed';
}

function unknown({ cleanup }: Story, { nodeName, node }: ExplainFacts): string {
  const why = node.read ? '' : ` (${node.why})`;
  const record =
    cleanup === undefined ? 'and no removal of it is recorded' : `but its removal is recorded: ${cleanup.status.phase}`;
  return `Node ${nodeName} cannot be seen${why}, ${record}.`;
}
