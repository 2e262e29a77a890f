import type { KubeObject } from '../../kube/client.ts';
import { at, isObject, stringAt } from '../../kube/json.ts';

export interface Setting {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export const parseSetting = (setting: KubeObject): Setting => ({
  namespace: setting.metadata.namespace ?? '',
  name: setting.metadata.name,
  value: stringAt(setting, 'value') ?? '',
});

/** Those that decide whether and where a replica can go, each with Longhorn's default. */
export const DEFAULT_SETTINGS = {
  'current-longhorn-version': '',
  'concurrent-replica-rebuild-per-node-limit': '5',
  'replica-soft-anti-affinity': 'false',
  'replica-zone-soft-anti-affinity': 'true',
  'replica-disk-soft-anti-affinity': 'true',
  'storage-over-provisioning-percentage': '100',
  'storage-minimal-available-percentage': '25',
  'allow-empty-node-selector-volume': 'true',
  'allow-empty-disk-selector-volume': 'true',
  'detach-manually-attached-volumes-when-cordoned': 'false',
} as const;

export type SettingName = keyof typeof DEFAULT_SETTINGS;

/** The settings that were found, by name; the others have their defaults. */
export class Settings {
  readonly #values: ReadonlyMap<string, string>;

  constructor(settings: Iterable<Setting>) {
    this.#values = new Map(Array.from(settings, ({ name, value }) => [name, value]));
  }

  /** Since 1.10 some are a JSON object with a value for each data engine. */
  text(name: SettingName, dataEngine = 'v1'): string {
    const value = this.#values.get(name)?.trim() || DEFAULT_SETTINGS[name];
    if (!value.startsWith('{')) return value;
    const found = at(parse(value), dataEngine);
    return found === undefined || found === null ? DEFAULT_SETTINGS[name] : String(found);
  }

  number(name: SettingName, dataEngine?: string): number {
    const number = Number(this.text(name, dataEngine));
    return Number.isFinite(number) ? number : Number(DEFAULT_SETTINGS[name]);
  }

  isOn(name: SettingName, dataEngine?: string): boolean {
    return this.text(name, dataEngine) === 'true';
  }

  get version(): LonghornVersion | undefined {
    return parseVersion(this.text('current-longhorn-version'));
  }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface LonghornVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Of `v1.8.0`, `v1.8.0-rc1`, `1.8.0`; undefined for a build without a number such as `master-head`. */
export function parseVersion(text: string): LonghornVersion | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  if (major === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Whether it is the release `text` or a later one. */
export function isAtLeast(version: LonghornVersion, text: string): boolean {
  const other = parseVersion(text);
  if (other === undefined) return false;
  const difference = version.major - other.major || version.minor - other.minor || version.patch - other.patch;
  return difference >= 0;
}
