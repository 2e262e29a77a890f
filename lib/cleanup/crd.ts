import { apiVersionOf } from '../kube/resource.ts';
import { MOMENTS } from '../operation/plan.ts';
import { NODE_CLEANUPS, PHASES } from './node-cleanup.ts';

const text = (description: string, more: object = {}) => ({ type: 'string', description, ...more });
const time = (description: string) => text(`${description} RFC 3339.`, { format: 'date-time' });
const onTimeout = (description: string) => text(description, { enum: ['block', 'continue'] });

const plannedTask = {
  type: 'object',
  required: ['name', 'task', 'stage'],
  properties: {
    name: text('Unique in the plan.', { minLength: 1 }),
    task: text('The kind of task, for instance drain.', { minLength: 1 }),
    stage: text('Before the Node goes, after it, or when a moment comes.', { enum: ['before', 'after', 'moment'] }),
    moment: text('With stage moment: which.', { enum: [...MOMENTS] }),
    needs: { type: 'array', description: 'Tasks that must be over first.', items: { type: 'string' } },
    timeout: text('From the first run of the task; none when absent. A Go duration such as 30m0s.'),
    onTimeout: onTimeout('What a missed timeout means.'),
    options: {
      type: 'object',
      description: 'As the configuration gave them.',
      'x-kubernetes-preserve-unknown-fields': true,
    },
  },
};

const taskRecord = {
  type: 'object',
  required: ['name', 'state'],
  properties: {
    name: text('The task, as in spec.plan.tasks.'),
    state: text('Pending, Running, Waiting, Blocked, Retrying, Done, Skipped or TimedOut.'),
    reason: text('UpperCamelCase, for machines.'),
    message: text('For people.'),
    attempts: { type: 'integer', minimum: 0, description: 'Failed runs since the last that did not fail.' },
    startedAt: time('The first run.'),
    finishedAt: time('When the task was over.'),
    nextAttemptAt: time('Not before this time.'),
    changes: {
      type: 'array',
      description: 'What the task has changed outside of this record, or was about to.',
      items: { type: 'string' },
    },
    memory: {
      type: 'object',
      description: 'What the task remembers between its runs.',
      additionalProperties: { type: 'string' },
    },
  },
};

const condition = {
  type: 'object',
  required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
  properties: {
    type: text('Completed, Blocked or Progressing.'),
    status: text('True or False.', { enum: ['True', 'False', 'Unknown'] }),
    reason: text('UpperCamelCase, for machines.'),
    message: text('For people.'),
    lastTransitionTime: time('When the status last changed.'),
  },
};

const spec = {
  type: 'object',
  // Whoever could change the plan of a removal, or whose Node it is, could let a Node go past the guard.
  'x-kubernetes-validations': [
    {
      rule: 'self == oldSelf',
      message: 'is immutable: a removal is bound to one Node object, and keeps the plan that it began with',
    },
  ],
  required: ['nodeName', 'nodeUID', 'requestedAt', 'finalizer', 'plan'],
  properties: {
    nodeName: text('The Node that is being removed.', { minLength: 1, maxLength: 253 }),
    nodeUID: text('Its uid: a Node of the same name that comes back is another removal.', { maxLength: 64 }),
    hostname: text('Its label kubernetes.io/hostname, which local volumes name, where that is not its name.', {
      maxLength: 63,
    }),
    requestedAt: time('When its deletion was asked for.'),
    finalizer: text('The finalizer that this removal holds.'),
    machine: {
      type: 'object',
      description: 'The machine that the Node was, as its kubelet and its cloud had reported it.',
      properties: {
        machineID: text('/etc/machine-id.'),
        systemUUID: text('Of the hardware, or of the virtual machine.'),
        bootID: text('Of the time since its last boot.'),
        providerID: text('Of the instance, as the cloud names it.'),
      },
    },
    deadAfter: text('A Node that is not Ready for so long counts as dead. A Go duration.'),
    plan: {
      type: 'object',
      description: 'The tasks as they were configured when the removal began.',
      properties: {
        deadline: text('For everything before the Node goes; none when absent. A Go duration.'),
        onDeadline: onTimeout('What a missed deadline means.'),
        retry: {
          type: 'object',
          description: 'Waits between failed attempts: exponential from base to cap, with full jitter.',
          properties: { base: text('A Go duration.'), cap: text('A Go duration.') },
        },
        tasks: {
          type: 'array',
          items: plannedTask,
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
        },
      },
    },
  },
};

const status = {
  type: 'object',
  properties: {
    phase: text('Where the removal stands.', { enum: [...PHASES] }),
    message: text('What happens now, for people.'),
    currentTask: text('The task that holds things up now.'),
    requestedBy: text('Who asked for the deletion, as far as Events tell.'),
    releasedAt: time('When our finalizer was removed.'),
    nodeGoneAt: time('When the Node was seen to be gone.'),
    finishedAt: time('When nothing was left to do.'),
    skippedAt: time('When the skip annotation was obeyed.'),
    skippedBy: text('The field manager that set the skip annotation, and when.'),
    skipReason: text('Why it, or tasks, were skipped, in the words of whoever did.'),
    node: {
      type: 'object',
      description: 'Whether the Node could do its part when it was last looked at.',
      properties: {
        state: text('Ready, NotReady or Dead.', { enum: ['Ready', 'NotReady', 'Dead'] }),
        since: time('Since when it has been Ready, or has not.'),
      },
    },
    hold: {
      type: 'object',
      description: 'That it had to wait before it began, because too many removals had begun of late.',
      properties: {
        since: time('When it was held.'),
        why: text('The rule that it waits for.'),
        position: { type: 'integer', minimum: 1, description: 'Its place in the queue, while it waits.' },
        releasedAt: time('When it was let go.'),
        releasedBy: text('Who or what let it go.'),
      },
    },
    returned: {
      type: 'object',
      description: 'That the machine registered again, as another Node, after this one was gone.',
      properties: {
        nodeName: text('The Node that it is now.'),
        nodeUID: text('Its uid.'),
        at: time('When that was noticed.'),
      },
    },
    foreignFinalizers: {
      type: 'array',
      description: 'Finalizers of others that hold the Node; we never touch them.',
      items: { type: 'string' },
    },
    tasks: {
      type: 'array',
      items: taskRecord,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    },
    conditions: {
      type: 'array',
      items: condition,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
    },
  },
};

/** The CustomResourceDefinition of NodeCleanup, as `crds` prints it and the chart ships it. */
export const NODE_CLEANUP_CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${NODE_CLEANUPS.plural}.${NODE_CLEANUPS.group}` },
  spec: {
    group: NODE_CLEANUPS.group,
    scope: 'Cluster',
    names: {
      kind: NODE_CLEANUPS.kind,
      listKind: `${NODE_CLEANUPS.kind}List`,
      plural: NODE_CLEANUPS.plural,
      singular: 'nodecleanup',
      shortNames: ['ncl'],
    },
    versions: [
      {
        name: NODE_CLEANUPS.version,
        served: true,
        storage: true,
        subresources: { status: {} },
        selectableFields: [{ jsonPath: '.spec.nodeName' }, { jsonPath: '.spec.nodeUID' }],
        additionalPrinterColumns: [
          { name: 'Node', type: 'string', jsonPath: '.spec.nodeName' },
          { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
          { name: 'Task', type: 'string', jsonPath: '.status.currentTask' },
          { name: 'Message', type: 'string', jsonPath: '.status.message' },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description: `The record of the removal of one Node (${apiVersionOf(NODE_CLEANUPS)}): what was asked, what was done, what it waits for.`,
            required: ['spec'],
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object' },
              spec,
              status,
            },
          },
        },
      },
    ],
  },
};
