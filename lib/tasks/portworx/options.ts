import { DURATION_PATTERN } from '../../config/schema-parts.ts';
import type { TaskKind } from '../../config/task-kind.ts';
import { booleanAt, stringAt } from '../../kube/json.ts';
import { parseDuration } from '../../time/duration.ts';

/** Nothing but a host and a port; no user name and password, since options are written into the record of the removal. */
const URL_PATTERN = '^$|^https?://[^\\s/?#@]+/?$';

export const PORTWORX: TaskKind = {
  name: 'portworx',
  description:
    "Before a Node goes: moves Portworx's volume attachments away and waits until its data is safe elsewhere. After: sees to it that Portworx forgets the Node.",
  stages: ['before', 'after'],
  byDefault: { needs: ['drain'] },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      endpoint: {
        type: 'string',
        pattern: URL_PATTERN,
        default: '',
        description:
          "The REST gateway of Portworx's OpenStorage SDK, http:// or https:// with a port. Empty: the port px-rest-gateway of the Service portworx-service or portworx-api.",
      },
      managementEndpoint: {
        type: 'string',
        pattern: URL_PATTERN,
        default: '',
        description:
          "Portworx's management API, for decommission only. Empty: the port px-api-tls or px-api of the same Service.",
      },
      tokenFile: {
        type: 'string',
        default: '',
        description: 'A file with a bearer token, where Portworx has its security on; read each time, never logged.',
      },
      caFile: {
        type: 'string',
        default: '',
        description:
          "A file with PEM certificates to trust in place of the system's. With it, an endpoint that is found is called with https.",
      },
      timeout: {
        type: 'string',
        pattern: DURATION_PATTERN,
        default: '10s',
        description: 'How long Portworx may take for one answer.',
      },
      emptyNode: {
        type: 'boolean',
        default: false,
        description:
          'Waits until no replica is left on the Node. Without it a volume may keep its replica there as long as another copy is healthy.',
      },
      decommission: {
        type: 'boolean',
        default: false,
        description:
          'Experimental, after the Node is gone: removes its Portworx node from the cluster, once that is offline or in maintenance and no data depends on it; never by force.',
      },
      storagelessTimeout: {
        type: 'string',
        pattern: DURATION_PATTERN,
        default: '1h',
        description: 'How long Portworx may take to forget a node without storage by itself, before a person is asked.',
      },
    },
  },
  // Where copies have to be made, it takes what the data takes; each call and the drain have deadlines of their own.
  timeout: '0s',
  onTimeout: 'block',
  movesData: true,
  rights: [
    {
      apiGroup: 'core.libopenstorage.org',
      resource: 'storagenodes',
      verbs: ['list', 'watch'],
      why: 'Whether the Node is one of Portworx.',
    },
    { apiGroup: '', resource: 'nodes', verbs: ['get', 'list', 'watch'], why: 'Whether its machine came back.' },
    { apiGroup: '', resource: 'services', verbs: ['get'], why: 'Where Portworx answers.' },
  ],
};

export interface PortworxOptions {
  readonly endpoint: string;
  readonly managementEndpoint: string;
  readonly tokenFile: string;
  readonly caFile: string;
  readonly timeoutMs: number;
  readonly emptyNode: boolean;
  readonly decommission: boolean;
  readonly storagelessTimeoutMs: number;
}

export const readOptions = (raw: Readonly<Record<string, unknown>>): PortworxOptions => ({
  endpoint: stringAt(raw, 'endpoint') ?? '',
  managementEndpoint: stringAt(raw, 'managementEndpoint') ?? '',
  tokenFile: stringAt(raw, 'tokenFile') ?? '',
  caFile: stringAt(raw, 'caFile') ?? '',
  timeoutMs: parseDuration(stringAt(raw, 'timeout') ?? '') || 10_000,
  emptyNode: booleanAt(raw, 'emptyNode') ?? false,
  decommission: booleanAt(raw, 'decommission') ?? false,
  storagelessTimeoutMs: parseDuration(stringAt(raw, 'storagelessTimeout') ?? '') ?? 3_600_000,
});
