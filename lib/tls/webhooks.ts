import { isIPv6 } from 'node:net';
import type { KubeObject } from '../kube/client.ts';
import { listAt, stringAt, stringMapAt } from '../kube/json.ts';
import type { Patch } from '../kube/patch.ts';
import { MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS } from '../kube/registrations.ts';
import type { Resource } from '../kube/resource.ts';
import { authoritiesIn, bundleOf, type Trusted } from './trusted.ts';

export const WEBHOOK_CONFIGURATIONS: readonly Resource[] = [MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS];

/** A webhook of ours, as the API server has it. */
export interface Webhook {
  readonly name: string;
  /** As it is written: base64; '' when there is none. */
  readonly caBundle: string;
  readonly trusted: readonly Trusted[];
}

/** One of the two configurations. */
export interface Registration {
  readonly resource: Resource;
  readonly name: string;
  readonly resourceVersion: string;
  readonly webhooks: readonly Webhook[];
  /** The annotation by which somebody else fills in the caBundle. */
  readonly filledBy: string | undefined;
}

/** cert-manager's cainjector, or OpenShift: two that write one field would do so for ever. */
const INJECTORS = /^(?:cert-manager\.io\/inject-|service\.beta\.openshift\.io\/inject-cabundle$)/;

/** Only webhooks that our certificate is for are ours, whoever else has put one into the same configuration. */
export function readRegistration(resource: Resource, object: KubeObject, hosts: readonly string[]): Registration {
  const names = new Set(hosts.flatMap((host) => hostIn(`https://${isIPv6(host) ? `[${host}]` : host}`) || []));
  const ours = listAt(object, 'webhooks').filter((webhook) => names.has(hostOf(webhook)));
  const annotations = stringMapAt(object, 'metadata', 'annotations');
  return {
    resource,
    name: object.metadata.name,
    resourceVersion: object.metadata.resourceVersion,
    webhooks: ours.map((webhook) => {
      const caBundle = stringAt(webhook, 'clientConfig', 'caBundle') ?? '';
      const trusted = authoritiesIn(Buffer.from(caBundle, 'base64').toString());
      return { name: stringAt(webhook, 'name') ?? '', caBundle, trusted };
    }),
    filledBy: Object.keys(annotations).find((key) => INJECTORS.test(key)),
  };
}

/**
 * What puts these authorities into the caBundles, and takes out all others but those that may stay; undefined when it is so.
 * Refused with 409 when the configuration has changed.
 */
export function trustPatch(
  registration: Registration,
  authorities: readonly Trusted[],
  mayStay: (other: Trusted) => boolean = () => false,
): Patch | undefined {
  const ours = new Set(authorities.map(({ fingerprint256 }) => fingerprint256));
  const wrong = registration.webhooks.flatMap(({ name, caBundle: before, trusted }) => {
    const others = trusted.filter((other) => !ours.has(other.fingerprint256) && mayStay(other));
    const caBundle = Buffer.from(bundleOf([...authorities, ...others])).toString('base64');
    return caBundle === before ? [] : [{ name, caBundle }];
  });
  if (wrong.length === 0) return undefined;
  return {
    kind: 'strategic',
    body: {
      metadata: { resourceVersion: registration.resourceVersion },
      // Merged by name: nothing else of a webhook is touched, nor any other webhook.
      webhooks: wrong.map(({ name, caBundle }) => ({ name, clientConfig: { caBundle } })),
    },
  };
}

/** The name in the certificate that the API server asks for; '' is nobody's. */
function hostOf(webhook: unknown): string {
  const url = stringAt(webhook, 'clientConfig', 'url');
  if (url !== undefined) return hostIn(url);
  const [name, namespace] = ['name', 'namespace'].map((field) => stringAt(webhook, 'clientConfig', 'service', field));
  return `${name}.${namespace}.svc`;
}

/** As URLs write it, whatever case and whichever form of an address it is given in. */
const hostIn = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');
