import { DURATION_PATTERN } from '../../config/schema-parts.ts';
import type { TaskKind } from '../../config/task-kind.ts';
import { OPTIONAL_ADDRESS_PATTERN } from '../../http-client/address.ts';
import { stringAt } from '../../kube/json.ts';
import { parseDuration } from '../../time/duration.ts';

export const VOLUMES_DETACH: TaskKind = {
  name: 'volumes-detach',
  description: 'Waits until no volume is attached to the Node any more, and says what keeps those that are.',
  stages: ['before'],
  byDefault: { needs: ['drain'] },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      outOfService: {
        type: 'boolean',
        default: false,
        description:
          'Puts the taint node.kubernetes.io/out-of-service on a dead Node whose machine is proven to be off, so that its pods are forgotten and its volumes detached at once.',
      },
      forceDetach: {
        type: 'boolean',
        default: false,
        description:
          'Deletes the VolumeAttachments of a dead Node whose machine is proven to be off, once no pod on it uses their volumes.',
      },
      proofURL: {
        type: 'string',
        pattern: OPTIONAL_ADDRESS_PATTERN,
        default: '',
        description:
          'Who knows whether the machine of a dead Node is off, without a password: GET with ?node= and &uid= is answered with {"off": true} or false. Empty: only the annotation confirmed-off counts.',
      },
      proofHeadersFile: {
        type: 'string',
        default: '',
        description: 'A file with lines `Name: value` for proofURL, for tokens; read each time, never logged.',
      },
      proofCAFile: {
        type: 'string',
        default: '',
        description: "A file with PEM certificates that proofURL is checked with, in place of the system's.",
      },
      proofTimeout: {
        type: 'string',
        pattern: DURATION_PATTERN,
        default: '10s',
        description: 'How long proofURL may take to answer.',
      },
    },
  },
  // Detaching takes seconds, on a bad day the 6 minutes of the attach-detach controller and a driver's own retries.
  timeout: '30m',
  onTimeout: 'block',
  rights: [
    {
      apiGroup: 'storage.k8s.io',
      resource: 'volumeattachments',
      verbs: ['list', 'watch'],
      why: 'Which volumes are attached to the Node.',
    },
    {
      apiGroup: 'storage.k8s.io',
      resource: 'volumeattachments',
      verbs: ['delete'],
      onlyWith: 'forceDetach',
      why: 'To detach the volumes of a machine that is proven to be off.',
    },
    { apiGroup: '', resource: 'persistentvolumes', verbs: ['list', 'watch'], why: 'Whose volumes they are.' },
    { apiGroup: '', resource: 'pods', verbs: ['list', 'watch'], why: 'Which pods still use them.' },
    {
      apiGroup: '',
      resource: 'nodes',
      verbs: ['get', 'patch'],
      why: 'The taint out-of-service, on a dead Node whose machine is proven to be off, and off again.',
    },
  ],
};

export interface DetachOptions {
  readonly outOfService: boolean;
  readonly forceDetach: boolean;
  readonly proof: ProofOptions;
}

export interface ProofOptions {
  /** '' is nobody to ask. */
  readonly url: string;
  readonly headersFile: string;
  readonly caFile: string;
  readonly timeoutMs: number;
}

export function readOptions(raw: Readonly<Record<string, unknown>>): DetachOptions {
  return {
    outOfService: raw.outOfService === true,
    forceDetach: raw.forceDetach === true,
    proof: {
      url: stringAt(raw, 'proofURL') ?? '',
      headersFile: stringAt(raw, 'proofHeadersFile') ?? '',
      caFile: stringAt(raw, 'proofCAFile') ?? '',
      timeoutMs: parseDuration(stringAt(raw, 'proofTimeout') ?? '') ?? 10_000,
    },
  };
}
