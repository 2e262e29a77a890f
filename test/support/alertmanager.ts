import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from '../../hack/control-plane/component.ts';
import { freePort } from '../../hack/control-plane/ports.ts';
import { answersOk } from '../../hack/control-plane/probe.ts';
import { locateAlertmanager } from '../../hack/tools/alertmanager/binary.ts';
import { isObject, type JsonObject, stringAt } from '../../lib/kube/json.ts';
import type { TestCluster } from './test-cluster.ts';

export interface AlertmanagerOptions {
  /** Who is told of alerts, within a second, also of their end. */
  readonly webhook?: string;
}

/** A real Alertmanager; it need not run. */
export interface Alertmanager {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Those that are firing, as its API has them; with these labels. */
  alerts(labels: Readonly<Record<string, string>>): Promise<readonly JsonObject[]>;
}

/** One that does not run yet. It ends with the test file; the first test that needs one may have to build it. */
export async function createAlertmanager(
  cluster: TestCluster,
  { webhook }: AlertmanagerOptions = {},
): Promise<Alertmanager> {
  const report = (line: string) => process.stderr.write(`alertmanager: ${line}\n`);
  const program = await locateAlertmanager({ env: process.env, report });
  const home = cluster.folder('alertmanager');
  const config = join(home, 'alertmanager.yaml');
  const url = `http://127.0.0.1:${await freePort()}`;
  writeFileSync(config, JSON.stringify(configOf(webhook)));
  const component = new Component(
    {
      name: 'alertmanager',
      program,
      args: [
        `--config.file=${config}`,
        `--storage.path=${join(home, 'data')}`,
        `--web.listen-address=${new URL(url).host}`,
        // It is alone.
        '--cluster.listen-address=',
      ],
      logFile: join(home, 'alertmanager.log'),
      home,
      isReady: (signal) => answersOk(`${url}/-/ready`, { caFile: '', signal }),
    },
    cluster.supervisor,
  );
  cluster.onFailure(() => component.lastLines());
  cluster.atEnd(() => component.stop());
  return {
    url,
    start: () => component.start(),
    stop: () => component.stop(),
    alerts: (labels) => alertsOf(url, labels),
  };
}

export async function startAlertmanager(cluster: TestCluster, options?: AlertmanagerOptions): Promise<Alertmanager> {
  const alertmanager = await createAlertmanager(cluster, options);
  await alertmanager.start();
  return alertmanager;
}

const configOf = (webhook: string | undefined) => ({
  // By then an alert without an end would be over.
  global: { resolve_timeout: '1s' },
  route: { receiver: 'test', group_by: ['...'], group_wait: '100ms', group_interval: '500ms', repeat_interval: '1h' },
  receivers: [{ name: 'test', ...(webhook === undefined ? {} : { webhook_configs: [{ url: webhook }] }) }],
});

async function alertsOf(url: string, labels: Readonly<Record<string, string>>): Promise<readonly JsonObject[]> {
  const response = await fetch(`${url}/api/v2/alerts`, { signal: AbortSignal.timeout(5_000) });
  const alerts: unknown = await response.json();
  if (!Array.isArray(alerts)) throw new Error(`Alertmanager answered HTTP ${response.status}`);
  return alerts
    .filter(isObject)
    .filter((alert) => Object.entries(labels).every(([name, value]) => stringAt(alert, 'labels', name) === value));
}
