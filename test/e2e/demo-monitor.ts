import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Layout } from '../../hack/control-plane/layout.ts';
import { Supervisor } from '../../hack/control-plane/supervisor.ts';
import { operatorLog } from '../../hack/demo/operator.ts';
import { ALERT_RULES } from '../../hack/pages/alert-rules.ts';
import { isObject, numberAt } from '../../lib/kube/json.ts';
import { eventually } from '../support/eventually.ts';
import { type Prometheus, runPrometheus } from '../support/prometheus.ts';

/** A real Prometheus that looks at a demo, with the alert rules of the chart. */
export class DemoMonitor implements AsyncDisposable {
  readonly prometheus: Prometheus;
  readonly #resources: AsyncDisposableStack;

  /** `folder` is that of the demo's control plane; its operator listens. */
  static async start(folder: string): Promise<DemoMonitor> {
    await using resources = new AsyncDisposableStack();
    const home = mkdtempSync(join(tmpdir(), 'demo-prometheus-'));
    resources.defer(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
    const supervisor = resources.use(new Supervisor());
    const layout = new Layout(folder);
    const address = `127.0.0.1:${healthPort(operatorLog(layout))}`;
    const { prometheus, component } = await runPrometheus(
      { home, supervisor, kubeconfig: layout.kubeconfig },
      // An answer may take as long, and the machine may be busy.
      { rules: resolve(ALERT_RULES), targets: [{ job: 'node-cleanup-webhook', address }], every: '2s' },
    );
    resources.defer(() => component.stop());
    return new DemoMonitor(prometheus, resources.move());
  }

  constructor(prometheus: Prometheus, resources: AsyncDisposableStack) {
    this.prometheus = prometheus;
    this.#resources = resources;
  }

  /** Waits until an expression has these values, one for each series. */
  async sees(expression: string, wanted: readonly number[]): Promise<void> {
    await eventually(() => this.values(expression), {
      describe: `${expression} to be ${wanted.join(' and ')}`,
      until: (values) => values.join() === wanted.join(),
      deadline: 120_000,
    });
  }

  async values(expression: string): Promise<readonly number[]> {
    return (await this.prometheus.query(expression)).map(({ value }) => value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

/** What the operator has logged of the port that it has chosen; the last line may be half written. */
function healthPort(log: string): number {
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  const fields = lines.filter((line) => line.startsWith('{')).map((line): unknown => JSON.parse(line));
  const listening = fields.find((line) => isObject(line) && line.msg === 'listening' && line.listener === 'health');
  const port = numberAt(listening, 'port');
  if (port === undefined) throw new Error(`the operator does not listen yet, says ${log}`);
  return port;
}
