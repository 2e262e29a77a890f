import { removeFinalizer } from '../../node/patches.ts';
import type { NodeRecord } from '../../node/record.ts';
import { asksToSkip } from './blockers.ts';
import type { PodsView, PodView, WayOut } from './document.ts';
import type { ExplainFacts } from './facts.ts';
import { describeFinalizers, ownerOf } from './finalizers.ts';
import { quoted } from './shell.ts';
import type { Story } from './story.ts';
import type { Findings } from './summary.ts';
import { skipAll, skipTask } from './ways-to-skip.ts';

/** The namespaces and pods that are worth a command of their own; the others look alike. */
const SHOWN = 3;

/**
 * What a person can do, safest first: look, wait, repair, give one task up, give the clean-up up. It never suggests to
 * delete a PodDisruptionBudget or to take off somebody else's finalizer: both protect what we know nothing about.
 */
export function waysOutOf(
  story: Story,
  facts: ExplainFacts,
  findings: Findings & { readonly pods: PodsView | undefined },
): readonly WayOut[] {
  const { node, situation } = story;
  switch (situation) {
    case 'Removing':
      return node === undefined ? [] : waysOutOfRemoving(story, node, facts, findings);
    case 'LetGo':
      return node === undefined ? [] : askOwners(node, facts);
    case 'Finishing':
      return waysOutOfFinishing(story, facts, findings);
    case 'Guarded':
    case 'Unguarded':
      return node === undefined ? [] : setRight(node, facts);
    default:
      return [];
  }
}

function waysOutOfRemoving(
  story: Story,
  node: NodeRecord,
  facts: ExplainFacts,
  findings: Findings & { readonly pods: PodsView | undefined },
): readonly WayOut[] {
  const dead = findings.blockers.some(({ by }) => by === 'Operator');
  return [
    ...look(story, facts, findings),
    ...installDefinition(facts),
    ...(dead ? reviveOperator(facts, findings) : letBegin(story, facts, findings)),
    ...(dead || asksToSkip(story, facts) ? [] : [...skipTask(story, node, facts, findings), skipAll(node, facts)]),
    ...(dead ? [takeOff(node, facts), takeOffAll(facts)] : []),
  ];
}

function look(
  { cleanup }: Story,
  { commands: { kubectl } }: ExplainFacts,
  findings: Findings & { readonly pods: PodsView | undefined },
): readonly WayOut[] {
  const pods = lookAtPods(findings.pods, kubectl);
  if (cleanup === undefined) return pods;
  const blocked = findings.blockers.some(({ by }) => by === 'Task');
  if (findings.blockers.length > 0) {
    const title = blocked
      ? 'See all that is recorded of it; it goes on by itself once the cause is gone'
      : 'See all that is recorded of it';
    return [...pods, way(title, [`${kubectl} describe nodecleanup ${cleanup.name}`])];
  }
  const wait = `${kubectl} wait --for=condition=Completed --timeout=1h nodecleanup/${cleanup.name}`;
  return [way('Wait: nothing blocks, it goes on by itself', [wait]), ...pods];
}

function lookAtPods(pods: PodsView | undefined, kubectl: string): readonly WayOut[] {
  const left = pods?.left ?? [];
  const ways: WayOut[] = [];
  const withBudget = left.filter(({ budgets }) => budgets.length > 0);
  if (withBudget.length > 0) {
    const remedies = distinct(withBudget.flatMap(({ remedy }) => remedy ?? []));
    const advice = remedies.length > 0 ? remedies.join('; or ') : 'find out why too few of their pods are healthy';
    const budgets = distinct(
      withBudget.flatMap((pod) => pod.budgets.map((name) => `--namespace ${pod.namespace} ${name}`)),
    );
    const namespaces = distinct(withBudget.map(({ namespace }) => namespace));
    ways.push(
      way(`Look at the disruption budgets and the pods they guard: ${advice}`, [
        ...budgets.slice(0, SHOWN).map((budget) => `${kubectl} describe poddisruptionbudget ${budget}`),
        ...namespaces.slice(0, SHOWN).map((namespace) => `${kubectl} get pods --output wide --namespace ${namespace}`),
      ]),
    );
  }
  const stuck = left.filter(({ reason }) => reason === 'TerminatingTooLong');
  if (stuck.length > 0)
    ways.push(
      way(
        'Look at the pods that do not end',
        stuck.slice(0, SHOWN).map((pod) => describePod(pod, kubectl)),
      ),
    );
  const kept = left.filter(({ reason }) => reason === 'UnmanagedPod' || reason === 'LocalData');
  if (kept.length > 0) {
    const remedies = distinct(kept.flatMap(({ remedy }) => remedy ?? []));
    ways.push(
      way(
        `Look at the pods that would be lost: ${remedies.join('; ')}`,
        kept.slice(0, SHOWN).map((pod) => describePod(pod, kubectl)),
      ),
    );
  }
  return ways;
}

const describePod = ({ namespace, name }: PodView, kubectl: string): string =>
  `${kubectl} describe pod --namespace ${namespace} ${name}`;

function installDefinition({ cleanups, commands: { kubectl, program } }: ExplainFacts): readonly WayOut[] {
  if (cleanups.read || !cleanups.missing) return [];
  return [way('Install the CustomResourceDefinition', [`${program} crds | ${kubectl} apply -f -`])];
}

function reviveOperator({ leaseName, commands: { kubectl } }: ExplainFacts, { operator }: Findings): readonly WayOut[] {
  const [lease] = operator.leases;
  const where = lease === undefined ? '--all-namespaces' : `--namespace ${lease.namespace}`;
  return [
    way('Bring the operator back; it goes on where it was', [
      `${kubectl} get leases --all-namespaces --field-selector metadata.name=${leaseName}`,
      `${kubectl} get deployments,pods --output wide ${where}`,
    ]),
  ];
}

function letBegin(
  { cleanup }: Story,
  { keys, commands: { kubectl } }: ExplainFacts,
  { blockers }: Findings,
): readonly WayOut[] {
  if (cleanup === undefined || !blockers.some(({ by }) => by === 'Brake')) return [];
  return [
    way('Let it begin now, whatever else is being removed; without that it begins in its turn', [
      `${kubectl} annotate nodecleanup ${cleanup.name} --overwrite ${keys.releaseHold}=true`,
    ]),
  ];
}

function takeOff(node: NodeRecord, { keys, commands: { kubectl } }: ExplainFacts): WayOut {
  const { kind, body } = removeFinalizer(node.uid, keys.finalizer);
  return {
    title: 'Let this Node go without the operator: what was not cleaned up stays behind',
    commands: [`${kubectl} patch node ${node.name} --type ${kind} --patch ${quoted(JSON.stringify(body))}`],
    givesUp: 'the clean-up',
  };
}

function takeOffAll({ commands: { program, options } }: ExplainFacts): WayOut {
  const command = [program, 'release-all', ...options].join(' ');
  return {
    title: 'If the operator is not to come back: take our finalizer off every Node (first see what that would do)',
    commands: [`${command} --dry-run`, command],
    givesUp: 'the clean-up',
  };
}

function askOwners(node: NodeRecord, { keys, commands: { kubectl } }: ExplainFacts): readonly WayOut[] {
  const others = node.finalizers.filter((name) => name !== keys.finalizer);
  const unknown = others.filter((name) => ownerOf(name) === undefined);
  const known = new Map(others.flatMap((name) => ownerOf(name) ?? []).map((owner) => [owner.owner, owner]));
  const describe = `${kubectl} describe node ${node.name}`;
  return [
    ...[...known.values()].map(({ owner, waitsFor, look }) =>
      way(`Ask ${owner}: it waits for ${waitsFor}`, [look === undefined ? describe : `${kubectl} ${look}`]),
    ),
    ...(unknown.length === 0 ? [] : [askAround(unknown, node, kubectl)]),
  ];
}

function askAround(unknown: readonly string[], node: NodeRecord, kubectl: string): WayOut {
  const names = describeFinalizers(unknown.map((name) => ({ name, ours: false })));
  const title = `Find out who put there ${names}, and ask them; taking it off by hand loses what they would clean up`;
  return way(title, [`${kubectl} get node ${node.name} --show-managed-fields --output yaml`]);
}

function waysOutOfFinishing({ cleanup }: Story, facts: ExplainFacts, findings: Findings): readonly WayOut[] {
  if (cleanup === undefined) return [];
  const { kubectl } = facts.commands;
  const ways = [
    ...(findings.blockers.length > 0
      ? [way('See all that is recorded of it', [`${kubectl} describe nodecleanup ${cleanup.name}`])]
      : [
          way('Wait: it goes on by itself', [
            `${kubectl} wait --for=condition=Completed --timeout=1h nodecleanup/${cleanup.name}`,
          ]),
        ]),
    ...(findings.blockers.some(({ by }) => by === 'Operator') ? reviveOperator(facts, findings) : []),
  ];
  return [
    ...ways,
    {
      title: 'Forget it: delete the record; what comes after the Node is not done',
      commands: [`${kubectl} delete nodecleanup ${cleanup.name}`],
      givesUp: 'the clean-up',
    },
  ];
}

function setRight(node: NodeRecord, { keys, commands: { kubectl } }: ExplainFacts): readonly WayOut[] {
  const ways: WayOut[] = [];
  if (node.labels[keys.optOut] === 'true' && !node.finalizers.includes(keys.finalizer)) {
    ways.push(way('Let our finalizer guard it', [`${kubectl} label node ${node.name} ${keys.optOut}-`]));
  }
  if (asksToSkip({ node }, { keys })) {
    ways.push(
      way('Take the skip annotation off again', [`${kubectl} annotate node ${node.name} ${keys.skipCleanup}-`]),
    );
  }
  if (node.taints.some(({ key }) => key === keys.terminatingTaint)) {
    ways.push(way('Take our taint off', [`${kubectl} taint node ${node.name} ${keys.terminatingTaint}-`]));
  }
  return ways;
}

const way = (title: string, commands: readonly string[]): WayOut => ({ title, commands, givesUp: 'nothing' });

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
