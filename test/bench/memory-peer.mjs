/**
 * The peer: the informer of @kubernetes/client-node with the same Nodes, as its documentation shows it.
 * `node memory-peer.mjs KUBECONFIG COUNT`; says `ready` when it has them all. JavaScript, because taking the types off
 * costs memory of which the product's built file is free.
 */
import { CoreV1Api, KubeConfig, makeInformer } from '@kubernetes/client-node';

const [kubeconfig = '', count = ''] = process.argv.slice(2);
const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const api = config.makeApiClient(CoreV1Api);
const informer = makeInformer(config, '/api/v1/nodes', () => api.listNode());
informer.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
await informer.start();
if (informer.list().length < Number(count)) throw new Error(`it has ${informer.list().length} Nodes`);
console.log(JSON.stringify({ msg: 'ready' }));
