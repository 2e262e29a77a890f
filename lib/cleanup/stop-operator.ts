import type { KubeClient, KubeObject } from '../kube/client.ts';
import { isNotFound } from '../kube/errors.ts';
import { stringMapAt } from '../kube/json.ts';
import { MUTATING_POLICIES, MUTATING_POLICY_BINDINGS, MUTATING_WEBHOOKS } from '../kube/registrations.ts';
import { nameOf, type Resource } from '../kube/resource.ts';
import { Failure } from '../telemetry/failure.ts';
import type { Clock } from '../time/clock.ts';
import { elsewhere, type Installation } from './elsewhere.ts';
import type { LeaseView } from './explain/document.ts';

export interface StopDeps {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Of operators in any namespace that are alive. */
  readonly held: readonly LeaseView[];
  /** What was done, in words. */
  readonly onStep: (step: string) => void;
}

/** What gives new Nodes the finalizer; an installation has one or the other. */
const REGISTRATIONS: readonly Resource[] = [MUTATING_WEBHOOKS, MUTATING_POLICY_BINDINGS, MUTATING_POLICIES];

export const DEPLOYMENTS: Resource = {
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  kind: 'Deployment',
  namespaced: true,
};

/** The label by which the chart marks everything of ours. */
const OURS = ['app.kubernetes.io/name', 'node-cleanup-webhook'] as const;

/** API servers watch what is registered and go by what they have seen; a policy takes them up to three seconds (tried on 1.36). */
const SETTLE_MS = 5_000;
/** A pod has 30 s to go, and that of a dead Node never goes. */
const GOING_MS = 60_000;
const POLL_MS = 1_000;

/**
 * Rejects with Failure USAGE when that is the name of something else, or of nothing while the operator is elsewhere: what is
 * registered under it is the cluster's, and would be deleted from under the living. That an operator is gone is no error.
 */
export async function checkOperator(installation: Installation, deps: StopDeps): Promise<void> {
  const { namespace, name } = installation;
  const { client, signal, held, onStep } = deps;
  const registered = await Promise.all(REGISTRATIONS.map(find));
  if ((await find(DEPLOYMENTS)) !== undefined) return;
  const missing = `there is no ${nameOf(DEPLOYMENTS)}/${name} in namespace ${namespace}`;
  const found = elsewhere(
    installation,
    registered.filter((object) => object !== undefined),
    held,
  );
  if (found === undefined) return onStep(missing);
  const todo = found.name === undefined ? 'Stop that one first' : `Name that one: ${found.namespace}/${found.name}`;
  throw new Failure('USAGE', `${missing}, and ${found.sign}. ${todo}`);

  async function find(resource: Resource): Promise<KubeObject | undefined> {
    try {
      const object = await client.get(resource, name, { ...(resource.namespaced ? { namespace } : {}), signal });
      const [key, value] = OURS;
      if (stringMapAt(object, 'metadata', 'labels')[key] === value) return object;
      const which = `${nameOf(resource)}/${name}${resource.namespaced ? ` in namespace ${namespace}` : ''}`;
      const todo = 'Name the Deployment of the operator; one that was made without the chart, delete yourself';
      throw new Failure('USAGE', `${which} is not ours: it lacks the label ${key}=${value}. ${todo}`);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

/**
 * Deletes what puts the finalizer on Nodes: the registration, then the Deployment. Returns when API servers have noticed and the
 * pods are gone, so that a Node that is released afterwards stays so. What is not there is no error: it may be repeated. Rejects
 * as `checkOperator` does, before anything is deleted.
 */
export async function stopOperator(installation: Installation, deps: StopDeps): Promise<void> {
  const { namespace, name } = installation;
  const { client, clock, signal, onStep } = deps;
  await checkOperator(installation, deps);
  for (const resource of REGISTRATIONS) {
    if (await remove(resource, name)) onStep(`deleted ${nameOf(resource)}/${name}`);
  }
  const settled = clock.sleep(SETTLE_MS, signal);
  // A wait that is aborted while nobody looks at it yet is not unhandled.
  settled.catch(() => {});
  // In the foreground the Deployment stays until its pods are gone.
  if (await remove(DEPLOYMENTS, name)) onStep(`deleting ${nameOf(DEPLOYMENTS)}/${name} and waiting for its pods to go`);
  if (!(await isGone())) onStep('its pods are still there, perhaps on a Node that is dead; going on without waiting');
  await settled;

  async function remove(resource: Resource, object: string): Promise<boolean> {
    const place = resource.namespaced ? { namespace, propagationPolicy: 'Foreground' as const } : {};
    try {
      await client.delete(resource, object, { ...place, signal });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  async function isGone(): Promise<boolean> {
    for (const end = clock.monotonic() + GOING_MS; clock.monotonic() < end; await clock.sleep(POLL_MS, signal)) {
      try {
        await client.get(DEPLOYMENTS, name, { namespace, signal });
      } catch (error) {
        if (isNotFound(error)) return true;
        throw error;
      }
    }
    return false;
  }
}
