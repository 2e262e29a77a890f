import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Layout } from './layout.ts';

/**
 * The API server reaches Services through the socket `layout.egressSocket`, as HTTP CONNECT: on this machine nothing else
 * gives their addresses a meaning. Where nobody listens, a webhook behind a Service is one that cannot be reached; webhooks
 * with a `url` are called directly. https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/
 */
export function writeEgressSelector(layout: Layout): void {
  const transport = { uds: { udsName: layout.egressSocket } };
  const selector = {
    apiVersion: 'apiserver.k8s.io/v1beta1',
    kind: 'EgressSelectorConfiguration',
    egressSelections: [{ name: 'cluster', connection: { proxyProtocol: 'HTTPConnect', transport } }],
  };
  mkdirSync(dirname(layout.egressSelector), { recursive: true });
  writeFileSync(layout.egressSelector, JSON.stringify(selector, undefined, 2));
}
