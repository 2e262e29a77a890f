import type { NodeRecord } from '../../node/record.ts';
import { readSkipTasks } from '../../node/skip.ts';
import { isOver } from '../../operation/record.ts';
import { skipReason } from '../skip-reason.ts';
import type { WayOut } from './document.ts';
import type { ExplainFacts } from './facts.ts';
import { quoted } from './shell.ts';
import type { Story } from './story.ts';
import { currentOf, type Findings } from './summary.ts';

export function skipTask(
  story: Story,
  node: NodeRecord,
  facts: ExplainFacts,
  { tasks, blockers }: Findings,
): readonly WayOut[] {
  const { keys } = facts;
  const blocked = blockers.filter(({ by }) => by === 'Task').map(({ name }) => name);
  const current = currentOf(story, tasks);
  const names = blocked.length > 0 ? blocked : current !== undefined && !isOver(current.state) ? [current.name] : [];
  if (names.length === 0) return [];
  const value = [...new Set([...readSkipTasks(node.annotations[keys.skipTasks]), ...names])].join(',');
  const title = `Go on without ${names.join(', ')}: the other tasks are still done`;
  return [{ ...annotateToSkip(title, `${keys.skipTasks}=${quoted(value)}`, node, facts), givesUp: 'one task' }];
}

export function skipAll(node: NodeRecord, facts: ExplainFacts): WayOut {
  const title = 'Let the Node go at once: what was not cleaned up stays behind';
  return { ...annotateToSkip(title, `${facts.keys.skipCleanup}=true`, node, facts), givesUp: 'the clean-up' };
}

/** A guard that asks for a reason takes also one that is there already, but not none. */
function annotateToSkip(
  title: string,
  annotation: string,
  node: NodeRecord,
  { keys, requireReason = false, commands: { kubectl } }: ExplainFacts,
): Pick<WayOut, 'title' | 'commands'> {
  const command = `${kubectl} annotate node ${node.name} --overwrite ${annotation}`;
  if (!requireReason || skipReason(node.annotations, keys) !== undefined) return { title, commands: [command] };
  return { title: `${title} (say why in place of REASON)`, commands: [`${command} ${keys.skipReason}=REASON`] };
}
