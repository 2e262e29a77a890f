import type { KubeClient } from '../kube/client.ts';
import { Reflector } from '../kube/reflector/reflector.ts';
import type { Resource } from '../kube/resource.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Random } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';

/** Tells that it is time to look again. */
export interface Bell {
  /** Resolves when it has rung since the last wait, when it rings, or after `ms`. */
  wait(ms: number): Promise<void>;
}

export interface ObjectBellOptions {
  readonly client: KubeClient;
  readonly objects: readonly { readonly resource: Resource; readonly namespace?: string; readonly name: string }[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Rings when one of a few single objects changes. What they are like is read by who hears it, so nothing of them is kept. */
export class ObjectBell implements Bell {
  readonly #clock: Clock;
  readonly #reflectors: readonly Reflector<string>[];
  #rang = false;
  #wake: (() => void) | undefined;

  constructor({ objects, ...common }: ObjectBellOptions) {
    this.#clock = common.clock;
    const ring = () => this.#ring();
    this.#reflectors = objects.map(
      ({ resource, namespace, name }) =>
        new Reflector({
          ...common,
          resource,
          namespace,
          fieldSelector: `metadata.name=${name}`,
          parse: ({ metadata }) => metadata.resourceVersion,
          handler: { added: ring, updated: ring, deleted: ring },
        }),
    );
  }

  /** Watches until the signal is aborted. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#ring(), { once: true });
    await Promise.all(this.#reflectors.map((reflector) => reflector.run(signal)));
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rang) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      using _timer = this.#clock.after(ms, resolve);
      await promise;
      this.#wake = undefined;
    }
    this.#rang = false;
  }

  #ring(): void {
    this.#rang = true;
    this.#wake?.();
  }
}
