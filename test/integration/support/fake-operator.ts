// What startOperator expects of the product's command line, and nothing more.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';

const FLAGS = [
  'kubeconfig',
  'config',
  'cert-dir',
  'webhook-port',
  'health-port',
  'bind-address',
  'log-level',
  'leader-elect',
  'shutdown-delay',
];
const options = Object.fromEntries(FLAGS.map((flag) => [flag, { type: 'string' }] as const));
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const say = (line: object) => console.log(JSON.stringify(line));
const server = createServer((request, response) => response.end(request.url));
server.listen(Number(values['health-port']), String(values['bind-address']), () => {
  const { port } = server.address() as AddressInfo;
  say({ level: 'info', listener: 'health', port, msg: 'listening' });
});
say({ level: 'info', command: positionals[0], flags: values, msg: 'started' });
console.error('not JSON');
process.on('SIGTERM', () => {
  say({ level: 'info', msg: 'stopped' });
  process.exit(0);
});
