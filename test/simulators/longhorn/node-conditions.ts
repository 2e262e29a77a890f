import { type Change, statusChange } from './change.ts';
import type { Machine } from './circumstances.ts';
import { TRUE, type Verdict, withConditions } from './conditions.ts';
import type { KubeNode } from './objects.ts';
import { isKubeletSilent, type World } from './world.ts';

const PRESSURE = ['DiskPressure', 'MemoryPressure', 'PIDPressure', 'NetworkUnavailable'];

/** Every manager writes the conditions of every Node, so one that runs is enough. */
export function nodeConditions(world: World): readonly Change[] {
  if (!world.hasManager) return [];
  return world.snapshot.nodes.flatMap((node) => {
    const { name } = node.metadata;
    const kubeNode = world.kubeNode(name);
    const Ready = readiness(kubeNode, world.managerOf(name), world.now);
    const Schedulable = schedulability(kubeNode, world.settings.isOn('disable-scheduling-on-cordoned-node'));
    const conditions = withConditions(node.status, { Ready, Schedulable }, world.now);
    const labels = kubeNode?.metadata.labels ?? {};
    const region = labels['topology.kubernetes.io/region'] ?? node.status?.region ?? '';
    const zone = labels['topology.kubernetes.io/zone'] ?? node.status?.zone ?? '';
    return statusChange('nodes', node, { ...node.status, conditions, region, zone });
  });
}

/** What Kubernetes says of the Node overwrites what is known of the manager's pod. */
export function readiness(node: KubeNode | undefined, manager: Machine['manager'], now: number): Verdict {
  if (node === undefined) return no('KubernetesNodeGone', 'the Kubernetes Node is gone');
  if (isKubeletSilent(node, now)) return no('KubernetesNodeNotReady', 'the Kubernetes Node is not ready');
  const pressed = node.status?.conditions?.find(({ type, status }) => type !== 'Ready' && status === 'True');
  if (pressed !== undefined) {
    const reason = PRESSURE.includes(pressed.type) ? 'KubernetesNodePressure' : 'UnknownNodeConditionTrue';
    return no(reason, `the Kubernetes Node has the condition ${pressed.type}`);
  }
  if (manager === 'missing') return no('ManagerPodMissing', 'there is no manager pod on the node');
  if (manager === 'down') return no('ManagerPodDown', 'the manager pod does not run');
  return TRUE;
}

function schedulability(node: KubeNode | undefined, obeysCordon: boolean): Verdict {
  if (!obeysCordon || node?.spec?.unschedulable !== true) return TRUE;
  return no('KubernetesNodeCordoned', 'the Kubernetes Node is cordoned');
}

const no = (reason: string, message: string): Verdict => ({ status: 'False', reason, message });
