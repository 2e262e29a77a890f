/**
 * The least that a webhook can be: a TLS listener and a health listener that says that it is ready. It reads its
 * certificate from the folder that it is given, and says where it listens as the product does. JavaScript, because
 * taking the types off costs time and memory; CommonJS, because an import of node:http reads all that it exports, and
 * one of that loads the undici inside of Node (20 ms, 6 MiB).
 */
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { createServer: createSecureServer } = require('node:https');
const { join } = require('node:path');

const [folder = ''] = process.argv.slice(2);
const [cert, key] = [readFileSync(join(folder, 'tls.crt')), readFileSync(join(folder, 'tls.key'))];

listen(createSecureServer({ cert, key }), 'webhook');
listen(
  createServer((_request, response) => response.end('ok')),
  'health',
);

function listen(server, listener) {
  server.listen(0, '127.0.0.1', () => {
    console.log(JSON.stringify({ msg: 'listening', listener, port: server.address().port }));
  });
}
