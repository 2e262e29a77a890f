import type { KubeObject } from '../../../lib/kube/client.ts';
import { stringAt } from '../../../lib/kube/json.ts';
import type { Handler } from '../../../lib/kube/reflector/mirror.ts';
import type { ReflectorOptions } from '../../../lib/kube/reflector/options.ts';
import { Reflector } from '../../../lib/kube/reflector/reflector.ts';
import { NODES } from '../../../lib/kube/resource.ts';
import { eventually } from '../../support/eventually.ts';
import { type Harness, startHarness } from './harness.ts';

export interface Record {
  readonly name: string;
  readonly uid: string;
  readonly rv: string;
  readonly label: string;
}

export const parseRecord = (object: KubeObject): Record => ({
  name: object.metadata.name,
  uid: object.metadata.uid,
  rv: object.metadata.resourceVersion,
  label: stringAt(object, 'metadata', 'labels', 'label') ?? '',
});

/** A reflector of Nodes that follows a fake server, and what its handler was told: `+n1@5`, `~n1@5>6`, `-n1@6`. */
export async function startReflector(options: Partial<ReflectorOptions<Record>> = {}) {
  const h = await startHarness();
  const calls: string[] = [];
  const handler: Handler<Record> = {
    added: (now) => void calls.push(`+${now.name}@${now.rv}`),
    updated: (before, now) => void calls.push(`~${now.name}@${before.rv}>${now.rv}`),
    deleted: (last) => void calls.push(`-${last.name}@${last.rv}`),
  };
  const reflector = new Reflector<Record>({
    client: h.client,
    resource: NODES,
    parse: parseRecord,
    handler,
    clock: h.clock,
    // Waits are half of their ceiling, and watches last 450 s.
    random: () => 0.5,
    log: h.log,
    metrics: h.metrics,
    ...options,
  });
  const controller = new AbortController();
  const finished = reflector.run(controller.signal);
  return {
    ...h,
    reflector,
    calls,
    finished,
    stop: () => controller.abort(new Error('stopped by the test')),
    signal: controller.signal,
    /** The store as `n1@5`, sorted. */
    stored: () =>
      reflector.store
        .list()
        .map(({ name, rv }) => `${name}@${rv}`)
        .sort(),
    /** Waits until the handler was told exactly this since the last time. */
    async told(...expected: string[]) {
      await eventually(() => calls.length >= expected.length, {
        describe: `${expected}, not ${calls}`,
        every: 2,
        deadline: 3_000,
      });
      return calls.splice(0);
    },
    /** Lets time pass until the reflector makes its next request. */
    async afterBackoff() {
      await eventually(
        async () => {
          if (h.server.unanswered.length > 0) return true;
          await h.clock.advance(500);
          return false;
        },
        { describe: 'another attempt', every: 5, deadline: 5_000 },
      );
    },
    async [Symbol.asyncDispose]() {
      controller.abort();
      await finished;
      await h[Symbol.asyncDispose]();
    },
  };
}

export type ReflectorHarness = Awaited<ReturnType<typeof startReflector>>;
export type { Harness };
