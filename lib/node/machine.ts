import { type JsonObject, stringAt } from '../kube/json.ts';

/** What tells one machine from another, as its kubelet and its cloud report it; '' where nobody has said. */
export interface Machine {
  /** /etc/machine-id: of the installation; a cloned image may carry somebody else's. */
  readonly machineID: string;
  /** Of the hardware, or of the virtual machine. */
  readonly systemUUID: string;
  /** Of the time since the last boot. */
  readonly bootID: string;
  /** Of the instance, as the cloud names it. */
  readonly providerID: string;
}

export const UNKNOWN_MACHINE: Machine = { machineID: '', systemUUID: '', bootID: '', providerID: '' };

export const machineOf = (node: JsonObject): Machine => ({
  machineID: stringAt(node, 'status', 'nodeInfo', 'machineID') ?? '',
  systemUUID: stringAt(node, 'status', 'nodeInfo', 'systemUUID') ?? '',
  bootID: stringAt(node, 'status', 'nodeInfo', 'bootID') ?? '',
  providerID: stringAt(node, 'spec', 'providerID') ?? '',
});

export const sameFields = (a: Machine, b: Machine): boolean =>
  a.machineID === b.machineID &&
  a.systemUUID === b.systemUUID &&
  a.bootID === b.bootID &&
  a.providerID === b.providerID;
