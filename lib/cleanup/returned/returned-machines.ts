import type { KubeClient } from '../../kube/client.ts';
import { isForbidden, isInvalid, isNotFound } from '../../kube/errors.ts';
import { NODES } from '../../kube/resource.ts';
import { findNode } from '../../node/find-node.ts';
import type { NodeKeys } from '../../node/keys.ts';
import { taint } from '../../node/patches.ts';
import type { NodeRecord } from '../../node/record.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Clock } from '../../time/clock.ts';
import type { Announcer } from '../announcer.ts';
import type { Ledger } from '../ledger.ts';
import type { NodeCleanup } from '../node-cleanup.ts';
import { describeReturn } from './describe-return.ts';
import { findReturn, type Return } from './find-return.ts';
import { commonIds, IDS, idOf, wasRebooted } from './same-machine.ts';

export interface ReturnedMachinesDeps {
  readonly client: KubeClient;
  readonly ledger: Ledger;
  readonly keys: NodeKeys;
  readonly announcer: Announcer;
  readonly nodes: () => readonly NodeRecord[];
  readonly nodeNamed: (name: string) => NodeRecord | undefined;
  /** Beside telling people; as last read. */
  readonly reaction: () => 'warn' | 'taint';
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Others may write to the Node's taints at the same moment. */
const ATTEMPTS = 5;

/** Notices when the machine of a removed Node registers again: somebody restarted its kubelet, or switched it on. */
export class ReturnedMachines {
  readonly #deps: ReturnedMachinesDeps;

  constructor(deps: ReturnedMachinesDeps) {
    this.#deps = deps;
  }

  /** Names of the Nodes that have an id of a machine that was removed: those that are worth a look. */
  suspects(): readonly string[] {
    const known = new Set(
      this.#ours().flatMap(({ spec: { machine } }) => (machine === undefined ? [] : idsOf(machine))),
    );
    if (known.size === 0) return [];
    return this.#deps
      .nodes()
      .filter(({ machine }) => idsOf(machine).some((id) => known.has(id)))
      .map(({ name }) => name);
  }

  /** Names of the Nodes that share an id with this one. */
  namesakes({ machine }: NodeRecord): readonly string[] {
    if (idsOf(machine).length === 0) return [];
    return this.#deps
      .nodes()
      .filter((other) => commonIds(machine, other.machine).length > 0)
      .map(({ name }) => name);
  }

  /** Looks at the Node of that name, and tells people once when it is a machine that was removed. */
  async look(name: string, signal: AbortSignal): Promise<void> {
    const { ledger, nodes, nodeNamed, reaction, clock } = this.#deps;
    const node = nodeNamed(name);
    const found = node && findReturn(node, { cleanups: this.#ours(), nodes });
    if (node === undefined || found === undefined) return;
    const current = await ledger.refresh(found.cleanup, signal);
    if (current === undefined || current.status.returned?.nodeUID === node.uid) return;
    const tainted = reaction() === 'taint' && (await this.#taint(node, signal));
    // Written down first, so that a restart does not tell it again.
    const returned = { nodeName: node.name, nodeUID: node.uid, at: new Date(clock.now()).toISOString() };
    const saved = await ledger.save(current, { ...current.status, returned }, signal);
    this.#tell(node, { ...found, cleanup: saved }, tainted);
  }

  #ours(): readonly NodeCleanup[] {
    const { ledger, keys } = this.#deps;
    return [...ledger.all()].filter(({ spec }) => spec.finalizer === keys.finalizer);
  }

  /** Whether the Node has our taint now. */
  async #taint({ name, uid }: NodeRecord, signal: AbortSignal): Promise<boolean> {
    const { client, keys, log } = this.#deps;
    for (let attempt = 1; ; attempt++) {
      const live = await findNode(client, name, uid, signal);
      const patch = live && taint(live, keys.returnedTaint);
      if (patch === undefined) return live !== undefined;
      try {
        await client.patch(NODES, name, patch, { signal });
        return true;
      } catch (err) {
        // Somebody else has changed the taints, or the Node is gone: look again.
        if ((isInvalid(err) || isNotFound(err)) && attempt < ATTEMPTS) continue;
        // People must be told all the same.
        if (!isForbidden(err)) throw err;
        log.error({ err, node: name, uid }, 'cannot taint a machine that was removed and has come back');
        return false;
      }
    }
  }

  #tell(node: NodeRecord, found: Return, tainted: boolean): void {
    const { announcer, log, metrics, keys } = this.#deps;
    const { cleanup, by } = found;
    const rebooted = cleanup.spec.machine && wasRebooted(cleanup.spec.machine, node.machine);
    metrics.count('cleanup_returned_machines_total', { rebooted: String(rebooted ?? 'unknown') });
    log.warn(
      { node: node.name, uid: node.uid, cleanup: cleanup.name, removed: cleanup.spec.nodeName, by, rebooted, tainted },
      'a machine that was removed has come back',
    );
    announcer.returned(node, describeReturn(found, rebooted, tainted ? keys.returnedTaint : undefined));
  }
}

const idsOf = (machine: NodeRecord['machine']): readonly string[] =>
  IDS.flatMap((id) => {
    const value = idOf(machine, id);
    return value === undefined ? [] : [`${id} ${value}`];
  });
