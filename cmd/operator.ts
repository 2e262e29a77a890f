import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { movingKinds } from '../lib/cleanup/brake/moving-kinds.ts';
import { CleanupController } from '../lib/cleanup/controller.ts';
import { NODE_CLEANUPS } from '../lib/cleanup/node-cleanup.ts';
import { statusPages } from '../lib/cleanup/status-page/pages.ts';
import type { ServeOptions } from '../lib/config/environment.ts';
import { needsOfOperator, needsOfTasks } from '../lib/config/rights.ts';
import { readinessGate, stopGracefully } from '../lib/http/graceful-stop.ts';
import type { HealthCheck } from '../lib/http/health-check.ts';
import { startHealthServer } from '../lib/http/health-server.ts';
import { startWebhookServer } from '../lib/http/webhook-server.ts';
import type { KubeClient } from '../lib/kube/client.ts';
import { connect } from '../lib/kube/connect.ts';
import { Discovery } from '../lib/kube/discovery.ts';
import { isNotFound } from '../lib/kube/errors.ts';
import { EventRecorder } from '../lib/kube/events/event-recorder.ts';
import { LeaderElector } from '../lib/kube/leader-election/leader-elector.ts';
import { SharedWatches } from '../lib/kube/shared-watch/shared-watches.ts';
import { nodeKeys } from '../lib/node/keys.ts';
import { isSelected } from '../lib/node/selection.ts';
import { installationOf, operatorRights } from '../lib/rights/operator-rights.ts';
import { RightsCheck } from '../lib/rights/rights-check.ts';
import { createTasks, TASK_KINDS } from '../lib/tasks/registry.ts';
import type { Logger } from '../lib/telemetry/log.ts';
import { createLogger } from '../lib/telemetry/pino.ts';
import { createPrometheusMetrics, type PrometheusMetrics } from '../lib/telemetry/prometheus.ts';
import { systemClock as clock } from '../lib/time/clock.ts';
import { admissionRoutes } from './admission-routes.ts';
import { openCertificates } from './certificates.ts';
import { type Configuration, openConfiguration } from './configuration.ts';
import type { Io } from './io.ts';
import { scraped } from './scrape.ts';
import { version } from './version.ts';

/** What the command line says, checked. Everything that may change while the process runs is in the configuration. */
export interface Settings extends ServeOptions {
  readonly leaseName: string;
  /** Undefined: the namespace of the pod, or of the kubeconfig's context. */
  readonly leaseNamespace: string | undefined;
  readonly shutdownDelayMs: number;
}

/** Puts the parts together and lets them run until the signal. Rejects with Failure when it cannot begin. */
export async function runOperator(settings: Settings, io: Io): Promise<number> {
  const log = createLogger(settings.logLevel);
  const metrics = describedMetrics();
  const random = Math.random;
  const { signal } = io;
  surviveStrayRejections(log);

  const common = { clock, random, log, metrics };
  const { kubeconfig, context, bindAddress: address } = settings;
  const [configuration, cluster] = await Promise.all([
    openConfiguration(settings.configFile, TASK_KINDS, { ...common, signal }),
    connect({ kubeconfig, context, env: io.env, version: version(), ...common }),
  ]);
  const { client } = cluster;
  // The prefix is read at the start only: what carries the old one would be forgotten.
  const keys = nodeKeys(configuration.current.prefix);
  const identity = `${io.env.POD_NAME || hostname()}_${randomBytes(4).toString('hex')}`;
  log.info({ version: version(), identity, server: cluster.server, credentials: cluster.source }, 'starting');

  const discovery = new Discovery(client, clock);
  using watches = new SharedWatches({ client, ...common });
  const recorder = new EventRecorder({ client, identity, ...common });
  const certificates = await openCertificates({
    location: settings.certificates,
    selfManaged: settings.selfManaged,
    client,
    namespace: settings.leaseNamespace ?? cluster.namespace ?? 'default',
    recorder,
    signal,
    ...common,
  });
  const tasks = createTasks({ client, discovery, watches, keys, self: selfOf(io), ...common });
  const controller = new CleanupController({
    client,
    tasks,
    kinds: movingKinds(TASK_KINDS, tasks),
    recorder,
    keys,
    config: () => configuration.current.cleanup,
    selects: (node) => isSelected(node.labels, keys.optOut, configuration.selector),
    ...common,
  });
  const rights = new RightsCheck({
    client,
    needs: () => [
      ...needsOfOperator(operatorRights(settings)),
      ...needsOfTasks(TASK_KINDS, configuration.current.cleanup.plan.tasks),
      ...[...controller.plansUnderWay()].flatMap(({ tasks }) => needsOfTasks(TASK_KINDS, tasks)),
    ],
    installation: installationOf(leaseNamespace(settings, cluster.namespace), settings.leaseName, settings.selfManaged),
    ...common,
  });
  configuration.onChange = () => {
    controller.lookAtAll();
    rights.again();
  };

  const webhook = await startWebhookServer({
    port: settings.webhookPort,
    address,
    routes: admissionRoutes(configuration, keys, metrics),
    certificates: certificates.source,
    ...common,
  });
  const gate = readinessGate();
  const ready = [
    gate,
    ...webhook.checks,
    ...certificates.checks,
    cachesCheck(controller),
    configurationCheck(configuration),
    rightsCheck(rights),
  ];
  const health = await startHealthServer({
    ...common,
    port: settings.healthPort,
    address,
    live: [],
    ready,
    metrics: scraped(metrics, ready, clock),
    pages: settings.statusPage ? statusPages(() => controller.overview(), clock) : {},
  });

  void sayWhatIsNotInstalled(client, log, signal);
  const eventsEnd = new AbortController();
  const events = recorder.run(eventsEnd.signal);
  await Promise.all([
    controller.watch(signal),
    certificates.run(signal),
    rights.run(signal),
    act(settings, identity, cluster.namespace, client, controller, { ...common, signal }),
    once(signal).then(() =>
      stopGracefully({ gate, servers: [webhook, health], propagationMs: settings.shutdownDelayMs, ...common }),
    ),
  ]);
  eventsEnd.abort();
  await events;
  // To close is to wait for what is under way, and a watch is for minutes.
  watches[Symbol.dispose]();
  await cluster.close();
  log.info({}, 'stopped');
  return 0;
}

interface Common {
  readonly clock: typeof clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: PrometheusMetrics;
  readonly signal: AbortSignal;
}

async function act(
  settings: Settings,
  identity: string,
  ownNamespace: string | undefined,
  client: KubeClient,
  controller: CleanupController,
  { signal, ...common }: Common,
): Promise<void> {
  const { leaderElect, leaseName } = settings;
  if (!leaderElect) {
    common.metrics.set('leader_election_master_status', { name: leaseName }, 1);
    return controller.lead(signal);
  }
  const namespace = leaseNamespace(settings, ownNamespace);
  const elector = new LeaderElector({ client, namespace, name: leaseName, identity, ...common });
  await elector.run(signal, (leading) => controller.lead(leading));
}

const cachesCheck = (controller: CleanupController): HealthCheck => ({
  name: 'caches',
  check() {
    const message = controller.notReady();
    return { ok: message === undefined, message: message ?? '' };
  },
});

/** A file that is wrong, or waits for a restart, must not take every replica out of service; it is only said. */
const configurationCheck = (configuration: Configuration): HealthCheck => ({
  name: 'configuration',
  check: () => ({ ok: true, message: configuration.problem ?? configuration.waiting.join('; ') }),
});

/** What is missing keeps the operator from nothing else that it does. */
const rightsCheck = (rights: RightsCheck): HealthCheck => ({
  name: 'rights',
  check: () => ({ ok: true, message: rights.message }),
});

const leaseNamespace = ({ leaseNamespace }: Settings, own: string | undefined): string =>
  leaseNamespace ?? own ?? 'default';

/** The reflector goes on trying; this says once, in words, what a person has to do. */
async function sayWhatIsNotInstalled(client: KubeClient, log: Logger, signal: AbortSignal): Promise<void> {
  await client.list(NODE_CLEANUPS, { limit: 1, signal }).catch((error: unknown) => {
    if (!isNotFound(error)) return;
    const todo = 'run: node-cleanup-webhook crds | kubectl apply -f -';
    log.error({ code: 'CRD_MISSING', todo }, 'the CustomResourceDefinition of NodeCleanup is not installed');
  });
}

/** A task of somebody's may forget a promise. That is an error to be seen, and no reason to stop looking after Nodes. */
function surviveStrayRejections(log: Logger): void {
  process.on('unhandledRejection', (err) => log.error({ err }, 'a rejection that nobody handled'));
}

function describedMetrics(): PrometheusMetrics {
  const metrics = createPrometheusMetrics();
  metrics.set('build_info', { version: version(), node: process.version }, 1);
  metrics.set('process_start_time_seconds', {}, clock.now() / 1_000 - process.uptime());
  return metrics;
}

function selfOf({ env }: Io): { readonly namespace: string; readonly name: string } | undefined {
  const { POD_NAME: name, POD_NAMESPACE: namespace } = env;
  return name && namespace ? { name, namespace } : undefined;
}

const once = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
