import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Api, KubernetesObject } from '../../../hack/control-plane/api.ts';
import type { ClusterAccess } from '../../../hack/control-plane/cluster-access.ts';
import { at, booleanAt, listAt, numberAt, stringAt, stringsAt } from '../../../lib/kube/json.ts';
import { isOurs, loopbackOf } from './addresses.ts';

interface Target {
  readonly host: string;
  readonly port: number;
}

export interface Connection {
  /** `namespace/name`. */
  readonly service: string;
  /** Of the process. */
  readonly host: string;
}

/** What the API server reaches through Services, in the place of kube-proxy: a Pod that is ready, as its EndpointSlice says. */
export class ServiceProxy implements AsyncDisposable {
  /** All that came through. */
  readonly connections: Connection[] = [];
  readonly #api: Api;
  readonly #server = createServer();
  readonly #sockets = new Set<Duplex>();
  #turn = 0;

  static async start({ api, layout }: ClusterAccess): Promise<ServiceProxy> {
    const proxy = new ServiceProxy(api);
    // Left behind by a run that was killed.
    rmSync(layout.egressSocket, { force: true });
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(layout.egressSocket, resolve);
    });
    return proxy;
  }

  constructor(api: Api) {
    this.#api = api;
    this.#server.on('connect', (request, socket) => void this.#connect(request.url ?? '', socket));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #connect(address: string, socket: Duplex): Promise<void> {
    this.#track(socket);
    try {
      const { host, port } = await this.#resolve(address);
      const upstream = connect(port, host);
      this.#track(upstream);
      upstream.once('connect', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      for (const [one, other] of [[socket, upstream] as const, [upstream, socket] as const]) {
        one.once('close', () => other.destroy());
      }
    } catch (error) {
      socket.end(`HTTP/1.1 502 Bad Gateway\r\n\r\n${String(error)}`);
    }
  }

  #track(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => {}).once('close', () => this.#sockets.delete(socket));
  }

  async #resolve(address: string): Promise<Target> {
    const { hostname, port } = new URL(`tcp://${address}`);
    if (isOurs(hostname)) return { host: loopbackOf(hostname), port: Number(port) };
    const services = await this.#api.list('/api/v1/services');
    const service = services.find((candidate) => stringAt(candidate, 'spec', 'clusterIP') === hostname);
    if (!service) throw new Error(`no Service has the address ${hostname}`);
    const target = await this.#endpointOf(service, Number(port));
    this.connections.push({ service: `${service.metadata.namespace}/${service.metadata.name}`, host: target.host });
    return target;
  }

  async #endpointOf({ metadata: { namespace, name }, spec }: KubernetesObject, port: number): Promise<Target> {
    const portName = listAt(spec, 'ports').find((candidate) => numberAt(candidate, 'port') === port);
    const slices = await this.#api.list(
      `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=kubernetes.io/service-name=${name}`,
    );
    const targets = slices.flatMap((slice) => readyIn(slice, stringAt(portName, 'name') ?? ''));
    this.#turn += 1;
    const target = targets[this.#turn % targets.length];
    if (!target) throw new Error(`no Pod of the Service ${namespace}/${name} is ready`);
    return target;
  }
}

function readyIn(slice: KubernetesObject, portName: string): Target[] {
  const port = listAt(slice, 'ports').find((candidate) => (stringAt(candidate, 'name') ?? '') === portName);
  const number = numberAt(port, 'port');
  if (number === undefined) return [];
  return listAt(slice, 'endpoints')
    .filter((endpoint) => booleanAt(at(endpoint, 'conditions'), 'ready') !== false)
    .flatMap((endpoint) => stringsAt(endpoint, 'addresses'))
    .map((address) => ({ host: loopbackOf(address), port: number }));
}
