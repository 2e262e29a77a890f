import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import type { Logger } from '../telemetry/log.ts';
import type { Connections } from './connections.ts';
import type { JsonEndpoint } from './json-endpoint.ts';

/** Answers whatever is not a plain POST to a known path: other spellings of it, other methods, other paths. */
export function webhookApp(
  endpoints: ReadonlyMap<string, JsonEndpoint>,
  connections: Connections,
  log: Logger,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const router = new Router();
  for (const [path, endpoint] of endpoints) {
    router.post(path, async (ctx) => {
      const answer = await endpoint(ctx.req);
      if (answer === undefined) {
        ctx.respond = false;
        ctx.res.destroy();
        return;
      }
      ctx.status = answer.status;
      ctx.type = answer.type;
      ctx.body = answer.body;
    });
  }
  const app = new Koa();
  app.on('error', (error: unknown) => log.error({ err: error }, 'answering a request to the webhook listener failed'));
  app.use(async (ctx, next) => {
    await next();
    if (connections.isLast(ctx.socket)) ctx.set('Connection', 'close');
  });
  app.use(router.routes()).use(router.allowedMethods());
  return app.callback();
}
