import { waitsForRestart } from '../lib/config/at-start.ts';
import type { Config } from '../lib/config/config.ts';
import { defaultConfig } from '../lib/config/load.ts';
import type { TaskKind } from '../lib/config/task-kind.ts';
import { watchConfig } from '../lib/config/watch.ts';
import { EVERYTHING, type LabelSelector, parseSelector } from '../lib/node/selector.ts';
import type { Logger } from '../lib/telemetry/log.ts';
import type { Metrics } from '../lib/telemetry/metrics.ts';
import type { Clock } from '../lib/time/clock.ts';

/** The configuration in use now, with what has to be computed from it. */
export interface Configuration {
  readonly current: Config;
  readonly selector: LabelSelector;
  /** Why the file as it is now is not in use; undefined when it is. */
  readonly problem: string | undefined;
  /** What of the file only a restart brings into use, a sentence each. */
  readonly waiting: readonly string[];
  onChange: () => void;
}

export interface ConfigurationDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
}

/** Why the text is no label selector; undefined when it is one. */
export function checkSelector(text: string): string | undefined {
  const parsed = parseSelector(text);
  return parsed.outcome === 'selector' ? undefined : `${parsed.message} (at character ${parsed.position + 1})`;
}

/** Reads the file and follows it; without one, the defaults. Rejects with Failure CONFIG_INVALID. */
export async function openConfiguration(
  file: string | undefined,
  kinds: readonly TaskKind[],
  deps: ConfigurationDeps,
): Promise<Configuration> {
  if (file === undefined) {
    const current = defaultConfig(kinds);
    deps.metrics.set('config_last_reload_successful', {}, 1);
    return { current, selector: selectorOf(current), problem: undefined, waiting: [], onChange() {} };
  }
  const watched = await watchConfig({
    ...deps,
    file,
    rules: { kinds, checkSelector },
    onChange: (config) => {
      selector = selectorOf(config);
      waiting = waitsForRestart(atStart, config);
      for (const todo of waiting) deps.log.warn({ file, todo }, 'the configuration waits for a restart');
      configuration.onChange();
    },
  });
  const atStart = watched.current;
  let selector = selectorOf(atStart);
  let waiting: readonly string[] = [];
  const configuration: Configuration = {
    get current() {
      return watched.current;
    },
    get selector() {
      return selector;
    },
    get problem() {
      return watched.problem;
    },
    get waiting() {
      return waiting;
    },
    onChange() {},
  };
  return configuration;
}

/** The file was checked, so the text is a selector. */
export function selectorOf({ nodeSelector }: Config): LabelSelector {
  const parsed = parseSelector(nodeSelector);
  return parsed.outcome === 'selector' ? parsed.selector : EVERYTHING;
}
