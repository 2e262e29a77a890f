import type { KubeClient, KubeObject } from '../../kube/client.ts';
import { isNotFound } from '../../kube/errors.ts';
import { listAt, numberAt, stringAt } from '../../kube/json.ts';
import type { Resource } from '../../kube/resource.ts';
import type { PortworxOptions } from './options.ts';
import type { PxAddresses } from './px-client.ts';

export const SERVICES: Resource = { group: '', version: 'v1', plural: 'services', kind: 'Service', namespaced: true };

/** The operator makes both; the second has a smaller choice of ports in some releases. */
const NAMES = ['portworx-service', 'portworx-api'] as const;
const GATEWAY = 'px-rest-gateway';
const MANAGEMENT = 'px-api';
const MANAGEMENT_TLS = 'px-api-tls';

/** Where Portworx is reached: as the options say, or else by the Services in its namespace. */
export async function findAddresses(
  client: KubeClient,
  namespace: string,
  options: PortworxOptions,
  signal: AbortSignal,
): Promise<PxAddresses> {
  const services = (whileAsked: AbortSignal) => readServices(client, namespace, whileAsked);
  const found = options.endpoint === '' ? gatewayIn(await services(signal), options) : options.endpoint;
  if (found === undefined) throw missing(GATEWAY, namespace, 'endpoint');
  return {
    gateway: found,
    management: async (whileAsked) => {
      if (options.managementEndpoint !== '') return options.managementEndpoint;
      const address = managementIn(await services(whileAsked));
      if (address === undefined) throw missing(MANAGEMENT, namespace, 'managementEndpoint');
      return address;
    },
  };
}

/** A certificate for a name in the cluster is never one that the system trusts, so a caFile tells that there is TLS. */
export const gatewayIn = (services: readonly KubeObject[], { caFile }: PortworxOptions): string | undefined =>
  addressIn(services, GATEWAY, caFile === '' ? 'http' : 'https');

export const managementIn = (services: readonly KubeObject[]): string | undefined =>
  addressIn(services, MANAGEMENT_TLS, 'https') ?? addressIn(services, MANAGEMENT, 'http');

function addressIn(services: readonly KubeObject[], portName: string, scheme: string): string | undefined {
  for (const service of services) {
    const port = listAt(service, 'spec', 'ports').find((item) => stringAt(item, 'name') === portName);
    const number = numberAt(port, 'port');
    const { name, namespace = '' } = service.metadata;
    if (number !== undefined) return `${scheme}://${name}.${namespace}.svc:${number}`;
  }
  return undefined;
}

async function readServices(
  client: KubeClient,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const found = await Promise.all(NAMES.map((name) => readService(client, namespace, name, signal)));
  return found.filter((service) => service !== undefined);
}

async function readService(client: KubeClient, namespace: string, name: string, signal: AbortSignal) {
  try {
    return await client.get(SERVICES, name, { namespace, signal });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const missing = (port: string, namespace: string, option: string): Error =>
  new Error(
    `finding Portworx: neither Service ${NAMES.join(' nor ')} in the namespace ${namespace} has a port ${port}; set the option ${option}`,
  );
