import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Layout } from '../../hack/control-plane/layout.ts';
import { eventually } from '../support/eventually.ts';
import { prometheusProgram } from '../support/prometheus.ts';
import { DemoMonitor } from './demo-monitor.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = 240_000;

/** `npm run demo` without npm, and with a state folder of its own, so that a developer's kept demo is left alone. */
class Demo {
  output = '';
  readonly state = mkdtempSync(join(tmpdir(), 'demo-test-'));
  readonly #child: ChildProcess;

  constructor(...args: string[]) {
    this.#child = this.#run('hack/demo.ts', args);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.output += chunk;
      });
    }
  }

  /** The folder of its control plane: on the command line of all that it has started. */
  get folder(): string {
    return /^export DEMO=(\S+)$/m.exec(this.output)?.[1] ?? '';
  }

  async exitCode(): Promise<number | null> {
    if (this.#child.exitCode === null) await once(this.#child, 'close');
    return this.#child.exitCode;
  }

  saw(text: string | RegExp): Promise<unknown> {
    return eventually(() => this.output, {
      describe: `the demo to say ${text}`,
      until: (output) => (typeof text === 'string' ? output.includes(text) : text.test(output)),
      deadline: 120_000,
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Its kubectl does none of these until they are let go: a story that waits for its audience. */
  holdBack(...commands: readonly string[]): void {
    const kubectl = join(new Layout(this.folder).bin, 'kubectl');
    const waiting = commands.map(
      (words) => `case "$*" in "${words} "*) until [ -e "${this.#sign(words)}" ]; do sleep 0.1; done ;; esac`,
    );
    const script = ['#!/bin/sh', ...waiting, `exec ${realpathSync(kubectl)} "$@"`, ''];
    // In the place of the link, and all at once.
    writeFileSync(`${kubectl}.new`, script.join('\n'), { mode: 0o755 });
    renameSync(`${kubectl}.new`, kubectl);
  }

  letGo(command: string): void {
    writeFileSync(this.#sign(command), '');
  }

  #sign(command: string): string {
    return join(this.state, command.replaceAll(' ', '-'));
  }

  /** What these commands say in a shell of the audience; throws when one fails. */
  types(script: string): string {
    return execFileSync('bash', ['-e', '-c', script], { cwd: ROOT, encoding: 'utf8' });
  }

  /** What it has started and still runs, by command line. */
  processes(): string[] {
    if (this.folder === '') return [];
    return execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(this.folder) && !line.includes('ps -A'));
  }

  async cluster(...args: string[]): Promise<number | null> {
    const child = this.#run('hack/cluster.ts', [...args, '--name', 'demo']);
    await once(child, 'close');
    return child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal('SIGTERM');
    await this.exitCode();
    await this.cluster('down');
    rmSync(this.state, { recursive: true, force: true });
  }

  #run(script: string, args: readonly string[]): ChildProcess {
    const env = { ...process.env, XDG_STATE_HOME: this.state, NO_COLOR: '1' };
    return spawn(process.execPath, [script, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

describe('npm run demo', () => {
  beforeAll(() => prometheusProgram(), 1_200_000);

  let demo: Demo | undefined;
  afterEach(async ({ task }) => {
    await demo?.[Symbol.asyncDispose]();
    if (task.result?.state === 'fail') console.error(demo?.output);
  });

  test('tells the story of two Nodes, without an alert, and with --keep leaves a cluster that `cluster down` ends', {
    timeout: 2 * PATIENCE,
  }, async () => {
    demo = new Demo('--keep');
    await demo.saw(/^export PATH=/m);
    demo.holdBack('delete node', 'annotate node');
    await demo.saw('Three Nodes join');
    await using monitor = await DemoMonitor.start(demo.folder);
    await monitor.sees('cleanup_nodes{state="guarded"}', [3]);
    demo.letGo('delete node');
    // A Node that is blocked becomes an alert; one that is let go in time does not fire, as is seen in the end.
    await monitor.sees('ALERTS{alertname="NodeCleanupBlocked"}', [1]);
    demo.letGo('annotate node');
    expect(await demo.exitCode(), demo.output).toBe(0);
    expect(demo.output).toMatch(/worker-1\s+\[infra\.894\.io\/node-cleanup\]/);
    expect(demo.output).toMatch(/worker-1\s+Ready,SchedulingDisabled/);
    expect(demo.output).toMatch(/worker-1-\w+\s+worker-1\s+Completed/);
    expect(demo.output).toMatch(/worker-2-\w+\s+worker-2\s+Blocked\s+drain\s+.*disruption budget database/);
    expect(demo.output).toContain('$ node dist/node-cleanup-webhook.mjs explain worker-2');
    expect(demo.output).toMatch(/Operator\s+node-cleanup-webhook-0_\w+ leads/);
    expect(demo.output).toContain('$ kubectl annotate node worker-2 infra.894.io/skip-cleanup=true');
    expect(demo.output).toMatch(/worker-2-\w+\s+worker-2\s+Skipped/);
    expect(demo.output).toContain('npm run cluster -- down --name demo');

    await monitor.sees('sum by (result) (cleanup_operations_total{result=~"completed|skipped"})', [1, 1]);
    expect(await monitor.values('min_over_time(up{job="node-cleanup-webhook"}[1d])')).toEqual([1]);
    // Some alerts ask for the metrics of the API server.
    await monitor.sees('up{job="apiserver"}', [1]);
    expect(await monitor.prometheus.fired()).toEqual([]);

    // What it suggests for looking around is typed, and comes to its end.
    const [, suggested = ''] = /To look around[\s\S]*?:\n\n([\s\S]*?)\n\nTo end them/.exec(demo.output) ?? [];
    expect(suggested).toContain('kubectl delete node worker-3');
    const page = await fetch(/shown at (\S+)\. /.exec(demo.output)?.[1] ?? '');
    expect(await page.text()).toContain('Nodes being removed');
    const end = 'kubectl wait --for=condition=Completed ncl --field-selector spec.nodeName=worker-3 --timeout=60s';
    expect(demo.types(`${suggested}\n${end}`)).toMatch(/condition met\n$/);

    expect(await demo.cluster('status')).toBe(0);
    expect(demo.processes().join('\n')).toContain('node-cleanup-webhook.mjs serve');
    expect(await demo.cluster('down')).toBe(0);
    expect(demo.processes()).toEqual([]);
    expect(existsSync(demo.folder)).toBe(false);
  });

  test('tells the story of the last copy of a volume when it is asked for storage', { timeout: PATIENCE }, async () => {
    demo = new Demo('storage');
    expect(await demo.exitCode(), demo.output).toBe(0);
    expect(demo.output).toMatch(/worker-1\s+false\s+true/);
    expect(demo.output).toMatch(/worker-1\s+Blocked\s+longhorn-evacuate\s+.*shop\/ledger/);
    expect(demo.output).toMatch(/^ledger\s+worker-4\s/m);
    expect(demo.output).toMatch(/worker-1-\w+\s+worker-1\s+Completed/);
    expect(demo.processes()).toEqual([]);
    expect(existsSync(demo.folder)).toBe(false);
  });

  test('installs the chart with helm when it is asked to, plays the story, and strands no Node in the end', {
    timeout: 2 * PATIENCE,
  }, async () => {
    demo = new Demo('helm');
    expect(await demo.exitCode(), demo.output).toBe(0);
    expect(demo.output).toMatch(/\$ helm install node-cleanup [\s\S]*STATUS: deployed/);
    expect(demo.output).toMatch(/worker-1-\w+\s+worker-1\s+Completed/);
    expect(demo.output).toMatch(/worker-2-\w+\s+worker-2\s+Skipped/);
    expect(demo.output).toMatch(/worker-3\s+<none>/);
    expect(demo.processes()).toEqual([]);
    expect(existsSync(demo.folder)).toBe(false);
  });

  test('cannot keep a Longhorn that ends with it', async () => {
    demo = new Demo('storage', '--keep');
    expect(await demo.exitCode()).toBe(2);
    expect(demo.output).toContain('Usage: npm run demo');
  });

  test('says why it failed, shows the logs and leaves nothing running', { timeout: PATIENCE }, async () => {
    demo = new Demo();
    await demo.saw('it is ready');
    const operator = demo.processes().find((line) => line.includes('node-cleanup-webhook.mjs serve'));
    process.kill(Number.parseInt(operator ?? '', 10), 'SIGKILL');
    expect(await demo.exitCode(), demo.output).toBe(1);
    expect(demo.output).toContain('The demo failed: ');
    expect(demo.output).toContain("The end of the operator's log:");
    expect(demo.processes()).toEqual([]);
    expect(existsSync(demo.folder)).toBe(false);
  });

  test('leaves nothing running after Ctrl-C', { timeout: PATIENCE }, async () => {
    demo = new Demo();
    await demo.saw('Three Nodes join');
    demo.signal('SIGINT');
    expect(await demo.exitCode(), demo.output).toBe(130);
    expect(demo.processes()).toEqual([]);
    expect(existsSync(demo.folder)).toBe(false);
  });
});
