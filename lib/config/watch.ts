import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { FolderBell } from '../files/folder-bell.ts';
import { Failure } from '../telemetry/failure.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import type { Config } from './config.ts';
import type { ConfigRules } from './load.ts';
import { judge, type ReadConfig, readBytes } from './read.ts';

export interface WatchConfigOptions {
  readonly file: string;
  readonly rules: ConfigRules;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The watch ends when it is aborted. */
  readonly signal: AbortSignal;
  /** A changed configuration is in use from now on. */
  readonly onChange?: (config: Config) => void;
  /** A changed file is wrong, and the last good configuration stays in use. Once for each content. */
  readonly onReject?: (failure: Failure) => void;
  /** Some file systems report no changes; this often it is looked at all the same, in milliseconds. */
  readonly pollMs?: number;
}

export interface WatchedConfig {
  /** The last good one. */
  readonly current: Config;
  /** Why what the file holds now is not in use; undefined when it is. */
  readonly problem: string | undefined;
}

const POLL_MS = 10_000;
/**
 * A file that is written in place is empty first, and then the beginning of itself: both can be valid, and a removal that
 * begins in that moment would keep such a plan. So only what stays the same for this long counts.
 */
const SETTLE_MS = 200;

/** Reads the file, and again whenever it changes. Rejects with Failure CONFIG_INVALID if it is wrong at the start. */
export async function watchConfig(options: WatchConfigOptions): Promise<WatchedConfig> {
  const { file, rules, log } = options;
  const content = await readBytes(file);
  const first = await judge(file, content, rules);
  report(log, file, first, 'configuration loaded');
  const watched = new ConfigFile(options, first.config, hashOf(content));
  void watched.follow();
  return watched;
}

class ConfigFile implements WatchedConfig {
  current: Config;
  problem: string | undefined;
  readonly #options: WatchConfigOptions;
  #seen: string;

  constructor(options: WatchConfigOptions, current: Config, seen: string) {
    this.#options = options;
    this.current = current;
    this.#seen = seen;
    this.#tellWhether(true);
  }

  async follow(): Promise<void> {
    const { file, clock, log, signal, pollMs = POLL_MS } = this.#options;
    using bell = new FolderBell(dirname(file), log, signal);
    while (!signal.aborted) {
      await bell.wait(clock, pollMs);
      if (signal.aborted) return;
      try {
        await this.#refresh();
      } catch (err) {
        if (!signal.aborted) log.error({ file, err }, 'looking at the configuration failed');
      }
    }
  }

  async #refresh(): Promise<void> {
    const { clock, signal } = this.#options;
    let look = await this.#look();
    let before: string | undefined;
    while (look.hash !== this.#seen && look.hash !== before) {
      before = look.hash;
      await clock.sleep(SETTLE_MS, signal);
      look = await this.#look();
    }
    if (look.hash === this.#seen) return;
    this.#seen = look.hash;
    if (look.judged instanceof Failure) this.#reject(look.judged);
    else this.#accept(look.judged);
  }

  async #look(): Promise<{ readonly hash: string; readonly judged: ReadConfig | Failure }> {
    const { file, rules } = this.#options;
    let hash = 'unreadable';
    try {
      const content = await readBytes(file);
      hash = hashOf(content);
      return { hash, judged: await judge(file, content, rules) };
    } catch (error) {
      if (error instanceof Failure) return { hash, judged: error };
      throw error;
    }
  }

  #accept(read: ReadConfig): void {
    const { file, log, metrics, onChange } = this.#options;
    this.problem = undefined;
    metrics.count('config_reloads_total', { result: 'success' });
    this.#tellWhether(true);
    report(log, file, read, 'configuration changed');
    this.current = read.config;
    onChange?.(read.config);
  }

  #reject(failure: Failure): void {
    const { file, log, metrics, onReject } = this.#options;
    this.problem = failure.message;
    metrics.count('config_reloads_total', { result: 'failure' });
    this.#tellWhether(false);
    log.error({ file, problem: failure.message }, 'the new configuration is wrong; the old one stays in use');
    onReject?.(failure);
  }

  #tellWhether(inUse: boolean): void {
    this.#options.metrics.set('config_last_reload_successful', {}, inUse ? 1 : 0);
  }
}

function report(log: Logger, file: string, { config, notes }: ReadConfig, message: string): void {
  log.info({ file, tasks: config.cleanup.plan.tasks.map(({ name }) => name) }, message);
  for (const note of notes) log.warn({ file, note }, 'the configuration is odd');
}

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
