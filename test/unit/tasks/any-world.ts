import fc from 'fast-check';
import type { Answer, Thing } from './whole-world.ts';

/** Where FakeClock starts. */
const NOW = Date.UTC(2026, 0, 1);
const ago = (ms: number): string => new Date(NOW - ms).toISOString();

/** A world with the Node `n1` or what it left behind, in any state, and things on it and elsewhere. */
export interface AnyWorld {
  readonly things: readonly Thing[];
  readonly answers: readonly Answer[];
  /** Whether the Node is there. */
  readonly isThere: boolean;
}

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 5 });
/** Few, so that things belong together. */
const numbered = one('1', '1', '1', '2');
/** Mostly this Node. */
const nodeName = one('n1', 'n1', 'n1', 'n2', 'n3', '');
const deleted = one(undefined, undefined, undefined, undefined, undefined, ago(60_000));

interface Meta {
  readonly [field: string]: unknown;
}

/** An object whose name is made of a kind and a number, so that others can point to it. */
function thing(
  resource: string,
  kind: string,
  namespace: string | undefined,
  parts: { readonly meta?: fc.Arbitrary<Meta>; readonly rest: (number: string) => fc.Arbitrary<object> },
): fc.Arbitrary<Thing> {
  return fc.tuple(numbered, deleted, parts.meta ?? fc.constant({})).chain(([number, deletionTimestamp, meta]) =>
    parts.rest(number).map((rest) => {
      const name = `${kind}-${number}`;
      const identity = { name, uid: `${name}-uid`, resourceVersion: '1', creationTimestamp: ago(3_600_000) };
      const place = namespace === undefined ? {} : { namespace };
      const end = deletionTimestamp === undefined ? {} : { deletionTimestamp, deletionGracePeriodSeconds: 30 };
      return { resource, object: json({ ...rest, metadata: { ...identity, ...place, ...end, ...meta } }) };
    }),
  );
}

const json = (value: { readonly metadata: object; readonly [field: string]: unknown }): Thing['object'] =>
  JSON.parse(JSON.stringify(value));

const condition = (type: string) =>
  fc.record({
    type: fc.constant(type),
    status: one('True', 'False', 'Unknown'),
    lastTransitionTime: one(ago(1_000), ago(600_000), ago(86_400_000)),
  });

const kubernetesNode = (name: string): fc.Arbitrary<Thing> =>
  fc
    .record({
      ready: condition('Ready'),
      unschedulable: fc.boolean(),
      taints: fc.subarray([
        { key: 'infra.894.io/terminating', effect: 'NoSchedule' },
        { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
        { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' },
      ]),
      annotations: fc.constantFrom<object>(
        {},
        {},
        { 'infra.894.io/confirmed-off': `${ago(500)} alice` },
        { 'infra.894.io/out-of-service-by': 'NodeCleanup/x', 'infra.894.io/confirmed-off': 'nonsense' },
      ),
      finalizers: fc.subarray(['infra.894.io/node-cleanup', 'topolvm.io/node', 'example.com/other']),
    })
    .map(({ ready, unschedulable, taints, annotations, finalizers }) => {
      const labels = { 'kubernetes.io/hostname': name, 'topology.topolvm.io/node': name };
      const identity = { name, uid: `${name}-uid`, resourceVersion: '1', creationTimestamp: ago(86_400_000) };
      const metadata = { ...identity, labels, annotations, finalizers, deletionTimestamp: ago(60_000) };
      return {
        resource: 'nodes',
        object: json({ metadata, spec: { unschedulable, taints }, status: { conditions: [ready] } }),
      };
    });

const pod = thing('pods', 'pod', 'work', {
  meta: fc.record({
    labels: one({ app: 'x' }, { 'longhorn.io/component': 'instance-manager' }, {}),
    ownerReferences: one(
      [{ kind: 'ReplicaSet', name: 'r', controller: true }],
      [{ kind: 'DaemonSet', name: 'd', controller: true }],
      [],
    ),
  }),
  rest: (number) =>
    fc.record({
      spec: fc.record({
        nodeName,
        volumes: one([], [{ emptyDir: {} }], [{ persistentVolumeClaim: { claimName: `claim-${number}` } }]),
      }),
      status: fc.record({ phase: one('Running', 'Pending', 'Succeeded'), conditions: fc.tuple(condition('Ready')) }),
    }),
});

const budget = thing('poddisruptionbudgets.policy', 'budget', 'work', {
  rest: () =>
    fc.record({
      spec: fc.constant({ selector: { matchLabels: { app: 'x' } }, minAvailable: 1 }),
      status: fc.record({
        disruptionsAllowed: one(0, 1),
        currentHealthy: one(0, 1),
        desiredHealthy: one(1),
        expectedPods: one(1),
      }),
    }),
});

const affinity = one('n1', 'n1', 'n2').map((value) => ({
  required: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [value] }] }],
  },
}));

const volume = thing('persistentvolumes', 'volume', undefined, {
  rest: (number) =>
    fc.record({
      spec: fc.record({
        storageClassName: one('local', 'local', 'other'),
        persistentVolumeReclaimPolicy: one('Delete', 'Delete', 'Retain'),
        accessModes: one(['ReadWriteOnce'], ['ReadWriteMany']),
        nodeAffinity: maybe(affinity),
        csi: maybe(fc.record({ driver: one('topolvm.io', 'local.csi.openebs.io', 'driver.longhorn.io') })),
        claimRef: maybe(fc.constant({ namespace: 'work', name: `claim-${number}`, uid: `claim-${number}-uid` })),
      }),
      status: fc.record({ phase: one('Bound', 'Released', 'Available') }),
    }),
});

const claim = thing('persistentvolumeclaims', 'claim', 'work', {
  meta: fc.record({ annotations: one({}, { 'volume.kubernetes.io/selected-node': 'n1' }) }),
  rest: (number) =>
    fc.constant({ spec: { volumeName: `volume-${number}`, storageClassName: 'local' }, status: { phase: 'Bound' } }),
});

const attachment = thing('volumeattachments.storage.k8s.io', 'attachment', undefined, {
  rest: (number) =>
    fc.record({
      spec: nodeName.map((node) => ({
        nodeName: node,
        attacher: 'driver.longhorn.io',
        source: { persistentVolumeName: `volume-${number}` },
      })),
      status: one({ attached: true }, { attached: false }, { attached: true, detachError: { message: 'busy' } }),
    }),
});

const longhorn = (plural: string, kind: string, rest: (number: string) => fc.Arbitrary<object>) =>
  thing(`${plural}.longhorn.io`, kind, 'longhorn-system', { rest });

const longhornNode = (name: string): fc.Arbitrary<Thing> =>
  fc
    .record({
      ready: condition('Ready'),
      schedulable: condition('Schedulable'),
      allow: fc.boolean(),
      evict: fc.boolean(),
    })
    .map(({ ready, schedulable, allow, evict }) => {
      const flags = { allowScheduling: allow, evictionRequested: evict };
      const metadata = { name, namespace: 'longhorn-system', uid: `longhorn-${name}`, resourceVersion: '1' };
      const disk = { diskUUID: `disk-${name}`, storageMaximum: 1e12, storageAvailable: 9e11, conditions: [ready] };
      return {
        resource: 'nodes.longhorn.io',
        object: json({
          metadata,
          spec: { ...flags, disks: { main: { ...flags, diskType: 'filesystem', path: '/data' } } },
          status: { conditions: [ready, schedulable], diskStatus: { main: disk } },
        }),
      };
    });

const replica = fc.tuple(one('n1', 'n1', 'n2', 'n3'), numbered).chain(([node, number]) =>
  fc
    .record({
      failedAt: one('', ago(60_000)),
      healthyAt: one('', ago(3_600_000), ago(3_600_000)),
      state: one('running', 'stopped', 'error'),
    })
    .map(({ failedAt, healthyAt, state }): Thing => {
      const name = `replica-${number}-${node}`;
      const metadata = {
        name,
        namespace: 'longhorn-system',
        uid: `${name}-uid`,
        resourceVersion: '1',
        labels: { longhornnode: node },
      };
      const spec = {
        nodeID: node,
        diskID: `disk-${node}`,
        volumeName: `lh-${number}`,
        volumeSize: '1024',
        failedAt,
        healthyAt,
      };
      return {
        resource: 'replicas.longhorn.io',
        object: json({ metadata, spec, status: { currentState: state } }),
      };
    }),
);

const engine = longhorn('engines', 'engine', (number) =>
  fc.record({
    spec: one('n1', 'n2', '').map((nodeID) => ({ nodeID, volumeName: `lh-${number}` })),
    status: one({}, { rebuildStatus: { x: { isRebuilding: true } } }),
  }),
);

const longhornVolume = longhorn('volumes', 'lh', () =>
  fc.record({
    spec: fc.record({ numberOfReplicas: one(1, 2, 3), size: fc.constant('1024'), nodeID: one('n2', '', 'n1') }),
    status: fc.record({
      state: one('attached', 'detached'),
      robustness: one('healthy', 'degraded', 'faulted'),
      currentNodeID: one('n2', '', 'n1'),
    }),
  }),
);

const setting = longhorn('settings', 'setting', () => fc.constant({ value: 'true' }));

const some = (what: fc.Arbitrary<Thing>, most: number) => fc.array(what, { maxLength: most });

/** A field that is missing, null or of another type, anywhere in an object: no object has to be as its definition says. */
const odd = fc.option(
  fc.tuple(fc.nat(), one('spec', 'status'), one<unknown>(null, 7, 'x', [], {}, [null])),
  // Of every two worlds one has such an object.
  { nil: undefined, freq: 2 },
);

function withOdd(things: readonly Thing[], spot: readonly [number, string, unknown] | undefined): readonly Thing[] {
  if (spot === undefined || things.length === 0) return things;
  const [number, field, value] = spot;
  return things.map((each, index) =>
    index !== number % things.length || field === 'metadata'
      ? each
      : { ...each, object: { ...each.object, [field]: value } },
  );
}

export const anyWorld: fc.Arbitrary<AnyWorld> = fc
  .record({
    isThere: fc.boolean(),
    node: kubernetesNode('n1'),
    others: fc.tuple(kubernetesNode('n2'), kubernetesNode('n3')),
    things: fc
      .tuple(some(pod, 4), some(budget, 2), some(volume, 4), some(claim, 4), some(attachment, 3))
      .map((lists) => lists.flat()),
    storage: fc
      .tuple(
        fc.tuple(longhornNode('n1'), longhornNode('n2'), longhornNode('n3')),
        some(replica, 6),
        some(engine, 2),
        some(longhornVolume, 3),
        fc.tuple(setting),
      )
      .map((lists) => lists.flat()),
    hasStorage: one(true, true, false),
    spot: odd,
    answers: fc.array(one<Answer>('yes', 'yes', 404, 409, 422, 429, 500), { maxLength: 10 }),
  })
  .map(({ isThere, node, others, things, storage, hasStorage, spot, answers }) => ({
    isThere,
    answers,
    things: [
      ...(isThere ? [node] : []),
      ...others,
      ...withOdd(unique([...things, ...(hasStorage ? storage : [])]), spot),
    ],
  }));

function unique(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((each) => [`${each.resource} ${each.object.metadata.name}`, each])).values()];
}
