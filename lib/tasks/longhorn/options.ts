import { DURATION_PATTERN } from '../../config/schema-parts.ts';
import type { Right, TaskKind } from '../../config/task-kind.ts';
import { booleanAt, stringAt } from '../../kube/json.ts';
import { parseDuration } from '../../time/duration.ts';
import { GROUP } from './resources.ts';

const STALL_AFTER = '30m';

const right = (resource: string, verbs: readonly string[], why: string): Right => ({
  apiGroup: GROUP,
  resource,
  verbs,
  why,
});
const WATCH = ['list', 'watch'];

export const LONGHORN_EVACUATE: TaskKind = {
  name: 'longhorn-evacuate',
  description:
    'Moves what Longhorn stores on the Node to other Nodes, or waits until a dead Node is not needed for it.',
  stages: ['before'],
  byDefault: { needs: ['cordon'] },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      stallAfter: {
        type: 'string',
        pattern: DURATION_PATTERN,
        default: STALL_AFTER,
        description: 'When nothing has moved for so long, the task is blocked and says where it stands. At least 1m.',
      },
      deleteFailedReplicas: {
        type: 'boolean',
        default: false,
        description:
          'Whether replicas on a dead Node that have failed or are not in use are deleted when the volume has a healthy copy on a Node that is ready.',
      },
    },
  },
  timeout: '24h',
  onTimeout: 'block',
  movesData: true,
  rights: [
    right('nodes', ['get', 'list', 'watch', 'patch'], 'To ask Longhorn for the evacuation, and to take that back.'),
    right('replicas', WATCH, 'What is still on the Node.'),
    {
      ...right('replicas', ['get', 'delete'], 'To give up failed replicas that Longhorn keeps.'),
      onlyWith: 'deleteFailedReplicas',
    },
    right('engines', WATCH, 'How far the rebuilding of replicas is.'),
    right('volumes', WATCH, 'How many copies each volume has.'),
    right('settings', WATCH, 'What keeps Longhorn from evacuating.'),
    right('volumeattachments', WATCH, 'Who uses the volumes.'),
    right('backingimages', WATCH, 'Copies of backing images on the Node.'),
    right('shards', WATCH, 'What the second data engine has on the Node.'),
  ],
};

export const LONGHORN_FORGET: TaskKind = {
  name: 'longhorn-forget',
  description:
    "Makes sure that Longhorn's own Node resource goes as well, once the Node is gone and needed for nothing.",
  stages: ['after'],
  byDefault: { needs: [] },
  options: { type: 'object', additionalProperties: false, properties: {} },
  // Longhorn keeps failed replicas for two days (the setting stale-replica-timeout), and only then lets its Node go.
  timeout: '72h',
  onTimeout: 'continue',
  rights: [
    { apiGroup: '', resource: 'nodes', verbs: ['get'], why: 'Whether the machine came back.' },
    right('nodes', ['get', 'list', 'watch', 'patch', 'delete'], "Longhorn's own Node, to be made unused and deleted."),
    right('replicas', WATCH, 'Whether anything of it is still needed.'),
    right('engines', WATCH, 'Whether anything runs on it.'),
  ],
};

export interface EvacuateOptions {
  readonly stallAfterMs: number;
  readonly deleteFailedReplicas: boolean;
}

/** Less would take the pauses of a rebuild that goes well for a stall. */
const LEAST_STALL_MS = 60_000;

export function readEvacuateOptions(raw: Readonly<Record<string, unknown>>): EvacuateOptions {
  const stallAfterMs = parseDuration(stringAt(raw, 'stallAfter') ?? STALL_AFTER) ?? 0;
  return {
    stallAfterMs: Math.max(LEAST_STALL_MS, stallAfterMs),
    deleteFailedReplicas: booleanAt(raw, 'deleteFailedReplicas') === true,
  };
}
