import { at } from '../../../lib/kube/json.ts';

/** Longhorn's defaults of the settings that the simulator obeys. */
export const DEFAULT_SETTINGS: Readonly<Record<string, string>> = {
  'node-drain-policy': 'block-if-contains-last-replica',
  'concurrent-replica-rebuild-per-node-limit': '5',
  'replica-soft-anti-affinity': 'false',
  'replica-zone-soft-anti-affinity': 'true',
  'replica-disk-soft-anti-affinity': 'true',
  'storage-over-provisioning-percentage': '100',
  'storage-minimal-available-percentage': '25',
  'disable-scheduling-on-cordoned-node': 'true',
  'detach-manually-attached-volumes-when-cordoned': 'false',
  'replica-replenishment-wait-interval': '600',
  'allow-empty-node-selector-volume': 'true',
  'allow-empty-disk-selector-volume': 'true',
  'create-default-disk-labeled-nodes': 'false',
  'v2-data-engine': 'false',
};

/** As they are now; what nobody has written has its default. */
export class Settings {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  text(name: string): string {
    return this.#values.get(name) ?? DEFAULT_SETTINGS[name] ?? '';
  }

  /** Since 1.10 a setting may have a value for each data engine. What is no number counts as the default. */
  number(name: string, dataEngine = 'v1'): number {
    const text = this.text(name);
    const value = Number(text.startsWith('{') ? at(parse(text), dataEngine) : text);
    return Number.isFinite(value) ? value : Number(DEFAULT_SETTINGS[name]);
  }

  isOn(name: string): boolean {
    return this.text(name) === 'true';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
