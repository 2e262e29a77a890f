import { createServer } from 'node:http';
import { Router, type RouterContext } from '@koa/router';
import Koa from 'koa';
import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import { examine, type HealthCheck, type NamedHealth } from './health-check.ts';
import { limitConnections } from './limit-connections.ts';
import { type Listening, listen } from './listen.ts';
import { trackSilentConnections } from './silent-connections.ts';
import { closeWithin, type Stoppable } from './stoppable.ts';

export interface HealthServerOptions {
  readonly port: number;
  /** '' is every address. */
  readonly address: string;
  /** What only a restart can set right. */
  readonly live: readonly HealthCheck[];
  /** What must be well before callers are sent here. */
  readonly ready: readonly HealthCheck[];
  readonly metrics: { render(): Promise<string>; readonly contentType: string };
  /** For people, by path; made anew at each request. */
  readonly pages?: Readonly<Record<string, Page>>;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Page {
  readonly contentType: string;
  /** What a browser may do with it: a Content-Security-Policy. */
  readonly policy: string;
  render(): string;
}

export interface HealthServer extends Listening, Stoppable, AsyncDisposable {}

/** A kubelet and a Prometheus have one or two each, a browser six. */
const CONNECTIONS = { total: 200, perAddress: 32 };

/**
 * Plain HTTP for kubelets and Prometheus, in the form of Kubernetes' own components
 * (https://kubernetes.io/docs/reference/using-api/health-checks/): `ok`, or a list with the reasons and 503.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { clock, log, metrics } = options;
  const router = new Router();
  const probe = (name: string, checks: readonly HealthCheck[]) => async (ctx: RouterContext) => {
    const found = await examine(checks, clock);
    const ok = found.every((health) => health.ok);
    ctx.status = ok ? 200 : 503;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = ok && ctx.query.verbose === undefined ? 'ok\n' : report(name, found, ok);
  };
  router.get('/livez', probe('livez', options.live));
  router.get('/readyz', probe('readyz', options.ready));
  router.get('/healthz', probe('healthz', options.ready));
  router.get('/metrics', async (ctx) => {
    ctx.body = await metrics.render();
    ctx.set('Content-Type', metrics.contentType);
  });
  for (const [path, page] of Object.entries(options.pages ?? {})) {
    router.get(path, (ctx) => {
      ctx.set({
        'Content-Type': page.contentType,
        'Content-Security-Policy': page.policy,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
      });
      ctx.body = page.render();
    });
  }

  const app = new Koa();
  app.on('error', (error: unknown) => log.error({ err: error }, 'answering a request to the health listener failed'));
  let draining = false;
  app.use(async (ctx, next) => {
    await next();
    if (draining) ctx.set('Connection', 'close');
  });
  app.use(router.routes()).use(router.allowedMethods());
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 75_000 });
  limitConnections(server, CONNECTIONS);
  server.on('request', app.callback());
  const closing = { silent: trackSilentConnections(server), clock };

  const where = await listen(server, { listener: 'health', port: options.port, address: options.address, log });
  return {
    ...where,
    drain() {
      draining = true;
    },
    close: (ms) => closeWithin(server, ms, closing),
    [Symbol.asyncDispose]: async () => void (await closeWithin(server, 0, closing)),
  };
}

function report(name: string, found: readonly NamedHealth[], ok: boolean): string {
  const lines = found.map(({ name, ok, message }) => {
    return `[${ok ? '+' : '-'}]${name} ${ok ? 'ok' : 'failed'}${message === '' ? '' : `: ${message}`}`;
  });
  return [...lines, `${name} check ${ok ? 'passed' : 'failed'}`, ''].join('\n');
}
