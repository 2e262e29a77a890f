/** What Prometheus has collected, a value each minute, in promtool's notation; the time begins at the epoch. */
export type World = Readonly<Record<string, string>>;

export interface AlertCase {
  readonly alert: string;
  readonly when: string;
  /** In place of what is healthy; '' is a series that is not there. */
  readonly world: World;
  /** In minutes: not yet. */
  readonly quietAt: number;
  readonly firesAt: number;
  /** Of what fires, by severity. */
  readonly fires: Readonly<
    Record<string, { readonly labels?: Readonly<Record<string, string>>; readonly description: string }>
  >;
}

const JOB = 'job="node-cleanup-webhook"';
const A = `${JOB}, instance="a"`;
const B = `${JOB}, instance="b"`;
const API = 'job="apiserver", instance="api"';
const FAIL_OPEN = `apiserver_admission_webhook_fail_open_count{${API}, name="node-cleanup.infra.894.io", type="admit"}`;
const ALWAYS = 'x400';
const phaseStart = (phase: string) => `cleanup_phase_start_timestamp_seconds{${A}, phase="${phase}"}`;

/** Two replicas, of which the first leads; an API server that once failed to call the webhook, long ago. */
export const HEALTHY: World = {
  [`up{${API}}`]: `1${ALWAYS}`,
  [`health_check_ok{${A}, check="caches"}`]: `1${ALWAYS}`,
  [`health_check_ok{${B}, check="caches"}`]: `1${ALWAYS}`,
  [`leader_election_master_status{${A}, name="l"}`]: `1${ALWAYS}`,
  [`leader_election_master_status{${B}, name="l"}`]: `0${ALWAYS}`,
  [`reflector_last_contact_timestamp_seconds{${A}, resource="nodes"}`]: `0+60${ALWAYS}`,
  [`certificate_start_timestamp_seconds{${A}, listener="webhook"}`]: `-6000000+0${ALWAYS}`,
  [`certificate_expiry_timestamp_seconds{${A}, listener="webhook"}`]: `3000000+0${ALWAYS}`,
  [FAIL_OPEN]: `2${ALWAYS}`,
  [`cleanup_nodes_joined_unguarded_total{${A}}`]: `0${ALWAYS}`,
  [`cleanup_nodes{${A}, state="unguarded"}`]: `0${ALWAYS}`,
  [`cleanup_operations{${A}, phase="Blocked"}`]: `0${ALWAYS}`,
  [phaseStart('Held')]: `0${ALWAYS}`,
  [phaseStart('Running')]: `0${ALWAYS}`,
  [phaseStart('Releasing')]: `0${ALWAYS}`,
  [`config_last_reload_successful{${A}}`]: `1${ALWAYS}`,
};

const NO_REPLICA = 'Nodes join without the finalizer, and Nodes that are deleted wait until a replica is back.';
const expiry = (seconds: number) => ({
  [`certificate_expiry_timestamp_seconds{${A}, listener="webhook"}`]: `${seconds}+0${ALWAYS}`,
});
const webhook = { ...labelsOf('a'), listener: 'webhook' };

function labelsOf(instance: string): Readonly<Record<string, string>> {
  return { job: 'node-cleanup-webhook', instance };
}

export const CASES: readonly AlertCase[] = [
  {
    alert: 'NodeCleanupNotReady',
    when: 'a check fails on every replica',
    world: {
      [`health_check_ok{${A}, check="caches"}`]: `0${ALWAYS}`,
      [`health_check_ok{${B}, check="caches"}`]: `0${ALWAYS}`,
    },
    quietAt: 4,
    firesAt: 6,
    fires: { critical: { description: NO_REPLICA } },
  },
  {
    alert: 'NodeCleanupNotReady',
    when: 'there is no replica',
    world: { [`health_check_ok{${A}, check="caches"}`]: '', [`health_check_ok{${B}, check="caches"}`]: '' },
    quietAt: 4,
    firesAt: 6,
    fires: { critical: { description: NO_REPLICA } },
  },
  {
    alert: 'NodeCleanupNoLeader',
    when: 'no replica holds the Lease',
    world: { [`leader_election_master_status{${A}, name="l"}`]: `1x5 0${ALWAYS}` },
    quietAt: 9,
    firesAt: 12,
    fires: {
      critical: { description: 'Replicas run, but none holds the Lease. Nodes that are deleted wait.' },
    },
  },
  {
    alert: 'NodeCleanupWatchStale',
    when: 'a watch is silent',
    world: { [`reflector_last_contact_timestamp_seconds{${A}, resource="nodes"}`]: `0${ALWAYS}` },
    quietAt: 9,
    firesAt: 12,
    fires: {
      warning: {
        labels: { ...labelsOf('a'), resource: 'nodes' },
        description: 'The watch of nodes on a has been silent for 12m 0s. What happens meanwhile is not seen there.',
      },
    },
  },
  {
    alert: 'NodeCleanupCertificateExpiring',
    when: 'a seventh is left',
    world: expiry(1_000_000),
    quietAt: 10,
    firesAt: 20,
    fires: {
      warning: {
        labels: webhook,
        description:
          'Of the life of the certificate that a serves 14.27% are left. It is renewed when a third is left.',
      },
    },
  },
  {
    alert: 'NodeCleanupCertificateExpiring',
    when: 'it has ended',
    world: expiry(-60_000),
    quietAt: 4,
    firesAt: 20,
    fires: {
      warning: {
        labels: webhook,
        description:
          'Of the life of the certificate that a serves -1.03% are left. It is renewed when a third is left.',
      },
      critical: {
        labels: webhook,
        description:
          'Of the life of the certificate that a serves -1.03% are left. After its end the API server does not talk to the webhook, and Nodes join without the finalizer.',
      },
    },
  },
  {
    alert: 'NodeCleanupWebhookFailingOpen',
    when: 'the API server could not call it once more',
    world: { [FAIL_OPEN]: `2x60 3${ALWAYS}` },
    quietAt: 59,
    firesAt: 65,
    fires: {
      warning: {
        labels: { name: 'node-cleanup.infra.894.io' },
        description:
          'Calls of node-cleanup.infra.894.io that failed within 15 minutes: 1.071. The operator gives such Nodes the finalizer a moment later; until then they can go without a cleanup.',
      },
    },
  },
  {
    alert: 'NodeCleanupWebhookFailingOpen',
    when: 'the API server could not call it for the first time',
    world: { [FAIL_OPEN]: `_x60 1${ALWAYS}` },
    quietAt: 59,
    firesAt: 62,
    fires: {
      warning: {
        labels: { name: 'node-cleanup.infra.894.io' },
        description:
          'Calls of node-cleanup.infra.894.io that failed within 15 minutes: 1. The operator gives such Nodes the finalizer a moment later; until then they can go without a cleanup.',
      },
    },
  },
  {
    alert: 'NodeCleanupNodesJoinUnguarded',
    when: 'the operator sees one',
    world: { [`cleanup_nodes_joined_unguarded_total{${A}}`]: `0x60 1${ALWAYS}` },
    quietAt: 59,
    firesAt: 65,
    fires: {
      warning: {
        description:
          'Nodes that joined without the finalizer within 15 minutes: about 1. The operator had to give it to them. The API server does not reach the webhook in time, or it is not registered.',
      },
    },
  },
  {
    alert: 'NodeCleanupNodesUnguarded',
    when: 'the operator cannot give it to them',
    world: { [`cleanup_nodes{${A}, state="unguarded"}`]: `3${ALWAYS}` },
    quietAt: 9,
    firesAt: 11,
    fires: {
      warning: {
        description:
          'Nodes that should have the finalizer and do not get it: 3. If one is deleted, it goes without a cleanup.',
      },
    },
  },
  {
    alert: 'NodeCleanupBlocked',
    when: 'a task needs a person',
    world: { [`cleanup_operations{${A}, phase="Blocked"}`]: `2${ALWAYS}` },
    quietAt: 4,
    firesAt: 6,
    fires: {
      warning: {
        description:
          'Removals that wait for a person, since data could be lost: 2. They go on by themselves once the reason is gone: kubectl get ncl.',
      },
    },
  },
  {
    alert: 'NodeCleanupHeld',
    when: 'the first has waited for half an hour',
    world: { [phaseStart('Held')]: `60${ALWAYS}` },
    quietAt: 34,
    firesAt: 40,
    fires: {
      warning: {
        description:
          'The first of them has been waiting for 39m 0s. Somebody or something deletes many Nodes: if that is right, let them go; if it is not, stop it.',
      },
    },
  },
  {
    alert: 'NodeCleanupStuck',
    when: 'one has been at its tasks for two hours',
    world: { [phaseStart('Running')]: `60${ALWAYS}` },
    quietAt: 120,
    firesAt: 130,
    fires: {
      warning: {
        labels: { phase: 'Running' },
        description:
          'A removal has been in the phase Running for 2h 9m 0s: kubectl get ncl says which, and what it waits for.',
      },
    },
  },
  {
    alert: 'NodeCleanupHeldByOthers',
    when: 'finalizers of others keep the Node for an hour',
    world: { [phaseStart('Releasing')]: `60${ALWAYS}` },
    quietAt: 60,
    firesAt: 70,
    fires: {
      warning: {
        description: 'The first of them was let go 1h 9m 0s ago. The NodeCleanup names the finalizers.',
      },
    },
  },
  {
    alert: 'NodeCleanupTaskFailing',
    when: 'a task fails on and on',
    world: {
      [`cleanup_open_tasks{${A}, task="drain", state="Retrying", reason="A"}`]: `1${ALWAYS}`,
      [`cleanup_open_tasks{${A}, task="drain", state="Retrying", reason="B"}`]: `1${ALWAYS}`,
    },
    quietAt: 14,
    firesAt: 16,
    fires: {
      warning: {
        labels: { task: 'drain' },
        description:
          'The task drain ends with an error each time it is tried; in removals: 2. The message of the task in the NodeCleanup is the error.',
      },
    },
  },
  {
    alert: 'NodeCleanupConfigurationRefused',
    when: 'the file is wrong',
    world: { [`config_last_reload_successful{${A}}`]: `0${ALWAYS}` },
    quietAt: 9,
    firesAt: 11,
    fires: {
      warning: {
        labels: labelsOf('a'),
        description: 'a has refused the file as it is now. A replica that starts with it does not come up.',
      },
    },
  },
  {
    alert: 'NodeCleanupRightsMissing',
    when: 'a role lacks a rule',
    world: { [`rights_missing{${A}, user="drain", verb="create", resource="pods/eviction"}`]: `1${ALWAYS}` },
    quietAt: 9,
    firesAt: 11,
    fires: {
      warning: {
        labels: { user: 'drain', verb: 'create', resource: 'pods/eviction' },
        description:
          'drain may not create pods/eviction. A removal that comes to it fails there and is tried again until the right is given.',
      },
    },
  },
];

/** What happens on good days, and is no reason to wake anybody. */
export const GOOD_DAYS: Readonly<Record<string, World>> = {
  'nothing happens': {},
  'the lead changes': {
    [`leader_election_master_status{${A}, name="l"}`]: `1x30 0${ALWAYS}`,
    [`leader_election_master_status{${B}, name="l"}`]: `0x33 1${ALWAYS}`,
  },
  'one replica restarts after the other': {
    [`health_check_ok{${A}, check="caches"}`]: `1x30 0x4 1${ALWAYS}`,
    [`health_check_ok{${B}, check="caches"}`]: `1x35 0x4 1${ALWAYS}`,
  },
  'Prometheus sees the API server for the first time, with what it has counted in the past': {
    [`up{${API}}`]: `_x30 1${ALWAYS}`,
    [FAIL_OPEN]: `_x30 5${ALWAYS}`,
  },
  'a removal takes an hour and a half': { [phaseStart('Running')]: `1800x120 0${ALWAYS}` },
  'a task fails once': {
    [`cleanup_open_tasks{${A}, task="drain", state="Retrying", reason=""}`]: `_x30 1x5 _${ALWAYS}`,
  },
  'the certificate is renewed when a third of its life is left': expiry(2_900_000),
  'a webhook of somebody else fails open': {
    [`apiserver_admission_webhook_fail_open_count{${API}, name="other.example.com", type="admit"}`]: `0x30 9${ALWAYS}`,
  },
  'an operator of somebody else refuses its configuration': {
    'config_last_reload_successful{job="other", instance="a"}': `0${ALWAYS}`,
  },
};
