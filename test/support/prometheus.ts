import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from '../../hack/control-plane/component.ts';
import { readKubeconfig } from '../../hack/control-plane/kubeconfig.ts';
import { freePort } from '../../hack/control-plane/ports.ts';
import { answersOk } from '../../hack/control-plane/probe.ts';
import type { Supervisor } from '../../hack/control-plane/supervisor.ts';
import { locatePrometheus } from '../../hack/tools/prometheus/binary.ts';
import { at, isObject, type JsonObject, listAt, stringAt, stringMapAt } from '../../lib/kube/json.ts';
import type { TestCluster } from './test-cluster.ts';

export interface Target {
  readonly job: string;
  /** HOST:PORT. */
  readonly address: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface PrometheusOptions {
  /** Plain HTTP. The API server of the cluster is collected as well, as the job `apiserver`. */
  readonly targets: readonly Target[];
  /** Path of a file with rules. */
  readonly rules?: string;
  /** How often it looks, and how long an answer may take: as Prometheus writes durations. Default: a second. */
  readonly every?: string;
}

export interface Result {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Alert {
  readonly name: string;
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A real Prometheus. */
export class Prometheus {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** An instant query, now; rejects when Prometheus does not understand or cannot answer it. */
  async query(expression: string): Promise<readonly Result[]> {
    const data = await this.#get('query', { query: expression });
    if (stringAt(data, 'resultType') === 'scalar') return [];
    return listAt(data, 'result').map((result) => ({
      labels: stringMapAt(result, 'metric'),
      value: Number(listAt(result, 'value')[1]),
    }));
  }

  /** The syntax tree, as Prometheus itself reads the expression. */
  async parse(expression: string): Promise<JsonObject> {
    const data = await this.#get('parse_query', { query: expression });
    if (!isObject(data)) throw new Error(`Prometheus parses ${expression} into nothing`);
    return data;
  }

  async alerts(): Promise<readonly Alert[]> {
    return listAt(await this.#get('alerts', {}), 'alerts').map((alert) => {
      const labels = stringMapAt(alert, 'labels');
      return { name: labels.alertname ?? '', state: stringAt(alert, 'state') ?? '', labels };
    });
  }

  /** Names of the alerts that have fired at any time; `alerts` has those that fire now, or would if it stayed so. */
  async fired(): Promise<readonly string[]> {
    const firing = await this.query('group by (alertname) (last_over_time(ALERTS{alertstate="firing"}[1d]))');
    return firing.map(({ labels }) => labels.alertname ?? '').toSorted();
  }

  async #get(path: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const body: unknown = await response.json();
    if (stringAt(body, 'status') !== 'success')
      throw new Error(`${stringAt(body, 'error') ?? response.status}, to ${path} ${JSON.stringify(parameters)}`);
    return at(body, 'data');
  }
}

/** The path of the program; the first test that needs it may have to build it. */
export function prometheusProgram(): Promise<string> {
  const report = (line: string) => process.stderr.write(`prometheus: ${line}\n`);
  return locatePrometheus({ env: process.env, report });
}

/** Ends with the test file. */
export async function startPrometheus(cluster: TestCluster, options: PrometheusOptions): Promise<Prometheus> {
  const { supervisor, kubeconfig } = cluster;
  const running = await runPrometheus({ home: cluster.folder('prometheus'), supervisor, kubeconfig }, options);
  cluster.onFailure(() => running.component.lastLines());
  cluster.atEnd(() => running.component.stop());
  return running.prometheus;
}

export interface PrometheusSetting {
  /** A folder for its files. */
  readonly home: string;
  readonly supervisor: Supervisor;
  /** Of the administrator. */
  readonly kubeconfig: string;
}

/** Resolves when it answers. */
export async function runPrometheus(
  { home, supervisor, kubeconfig }: PrometheusSetting,
  options: PrometheusOptions,
): Promise<{ readonly prometheus: Prometheus; readonly component: Component }> {
  const program = await prometheusProgram();
  const config = join(home, 'prometheus.yaml');
  writeFileSync(config, JSON.stringify(configOf(kubeconfig, options)));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const component = new Component(
    {
      name: 'prometheus',
      program,
      args: [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(home, 'data')}`,
        `--web.listen-address=${address}`,
        '--log.level=warn',
      ],
      logFile: join(home, 'prometheus.log'),
      home,
      isReady: (signal) => answersOk(`${url}/-/ready`, { caFile: '', signal }),
    },
    supervisor,
  );
  await component.start();
  return { prometheus: new Prometheus(url), component };
}

function configOf(kubeconfig: string, { targets, rules, every = '1s' }: PrometheusOptions): object {
  const { server, ca, credentials } = readKubeconfig(kubeconfig);
  if (!('certificate' in credentials)) throw new Error('the administrator has no certificate');
  const { cert, key } = credentials.certificate;
  const jobs = [...new Set(targets.map(({ job }) => job))];
  return {
    global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: every },
    rule_files: rules === undefined ? [] : [rules],
    scrape_configs: [
      ...jobs.map((job) => ({
        job_name: job,
        static_configs: targets
          .filter((target) => target.job === job)
          .map(({ address, labels = {} }) => ({ targets: [address], labels })),
      })),
      {
        job_name: 'apiserver',
        scheme: 'https',
        tls_config: { ca, cert, key },
        static_configs: [{ targets: [new URL(server).host] }],
      },
    ],
  };
}
