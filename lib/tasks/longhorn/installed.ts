import { GROUP, REQUIRED, VERSION } from './resources.ts';

export const NOT_INSTALLED = {
  state: 'skipped',
  reason: 'NotInstalled',
  message: `Longhorn is not installed: there is no API group ${GROUP}`,
} as const;

export const UNSUPPORTED = {
  state: 'blocked',
  reason: 'UnsupportedVersion',
  message: `this Longhorn does not serve ${REQUIRED.map(({ plural }) => plural).join(', ')} of ${GROUP}/${VERSION}; that needs Longhorn 1.3 or later`,
} as const;

export const NOT_ITS_NODE = {
  state: 'skipped',
  reason: 'NotALonghornNode',
  message: 'Longhorn has nothing on this Node',
} as const;
