import type { KubeObject } from '../kube/client.ts';
import { listAt, stringAt } from '../kube/json.ts';
import type { LeaseView } from './explain/document.ts';

/** An operator as the chart installs it: everything of it has one name. */
export interface Installation {
  readonly namespace: string;
  readonly name: string;
}

/** What shows that the operator is not where somebody says. */
export interface Elsewhere {
  readonly sign: string;
  /** Where it is; its name is unknown when it does not run in a pod of a Deployment. */
  readonly namespace: string;
  readonly name: string | undefined;
}

/**
 * Whether an operator of which there is no Deployment where it should be is in another place: by what is registered under that
 * name, or by a Lease that somebody holds. undefined: nothing tells so, and it may well be gone.
 */
export function elsewhere(
  { namespace, name }: Installation,
  registered: readonly KubeObject[],
  held: readonly LeaseView[],
): Elsewhere | undefined {
  const homes = registered.flatMap((registration) => homeOf(registration) ?? []);
  const home = homes.find((other) => other !== namespace);
  if (home !== undefined)
    return { sign: `what is registered as ${name} is of namespace ${home}`, namespace: home, name };
  // The pods of this Deployment, deleted a moment ago, may still hold the Lease.
  const lease = held.find((other) => other.namespace !== namespace || !isPodOf(name, other.holder));
  if (lease === undefined) return undefined;
  const sign = `${lease.holder} leads by the Lease ${lease.name} in namespace ${lease.namespace}`;
  return { sign, namespace: lease.namespace, name: deploymentOf(lease.holder) };
}

/** The namespace of the Service that is asked; that of the release for a policy, which asks nobody. */
function homeOf(registration: KubeObject): string | undefined {
  const [service] = listAt(registration, 'webhooks').flatMap(
    (webhook) => stringAt(webhook, 'clientConfig', 'service', 'namespace') ?? [],
  );
  return service ?? stringAt(registration, 'metadata', 'annotations', 'meta.helm.sh/release-namespace');
}

/** A long name of a Deployment is cut in the names of its pods: 63 characters, five of them random. */
const isPodOf = (deployment: string, holder = ''): boolean => holder.startsWith(`${deployment}-`.slice(0, 58));

/** From `NAME-HASH-RANDOM_RANDOM`, the identity of a replica. */
const deploymentOf = (holder = ''): string | undefined => /^(.+)-[a-z0-9]+-[a-z0-9]{5}_[^_]*$/.exec(holder)?.[1];
