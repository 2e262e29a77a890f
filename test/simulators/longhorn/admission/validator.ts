import type { Api } from '../../../../hack/control-plane/api.ts';
import type { Engine, LonghornNode, Replica, Setting, Volume } from '../objects.ts';
import type { VersionRules } from '../versions.ts';
import { basePath } from '../world.ts';
import { refusesCreation, refusesDeletion, refusesUpdate, type Surroundings } from './node-rules.ts';
import { refusesReplicaDeletion } from './replica-rules.ts';
import type { Refusal } from './verdict.ts';

/** The part of an AdmissionReview's request that Longhorn looks at. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly resource: { readonly resource: string };
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly object: unknown;
  readonly oldObject: unknown;
}

/** Gathers what the rules need to know, and asks them. */
export class Validator {
  readonly #api: Api;
  readonly #base: string;
  readonly #rules: VersionRules;

  constructor(api: Api, namespace: string, rules: VersionRules) {
    this.#api = api;
    this.#base = basePath(namespace);
    this.#rules = rules;
  }

  async refuses({
    resource: { resource },
    operation,
    object,
    oldObject,
  }: AdmissionRequest): Promise<Refusal | undefined> {
    if (resource === 'replicas') {
      return operation === 'DELETE' ? this.#replicaDeletion(oldObject as Replica) : undefined;
    }
    // The API server sends what the resource's schema allows, and nothing else.
    const [before, after] = [oldObject as LonghornNode, object as LonghornNode];
    const surroundings = await this.#surroundings((after ?? before).metadata.name);
    if (operation === 'CREATE') return refusesCreation(after, surroundings);
    if (operation === 'UPDATE') return refusesUpdate(before, after, surroundings);
    const here = `?labelSelector=longhornnode%3D${before.metadata.name}`;
    const [replicas, engines] = await Promise.all([
      this.#api.list<Replica>(`${this.#base}/replicas${here}`),
      this.#api.list<Engine>(`${this.#base}/engines${here}`),
    ]);
    return refusesDeletion(before, surroundings, { replicas: replicas.length, engines: engines.length });
  }

  async #surroundings(node: string): Promise<Surroundings> {
    const [kubeNode, setting] = await Promise.all([
      this.#api.find(`/api/v1/nodes/${node}`),
      this.#api.find<Setting>(`${this.#base}/settings/v2-data-engine`),
    ]);
    return { rules: this.#rules, hasKubeNode: kubeNode !== undefined, hasV2Engine: setting?.value === 'true' };
  }

  async #replicaDeletion(replica: Replica): Promise<Refusal | undefined> {
    const { volumeName } = replica.spec;
    if (!volumeName) return undefined;
    const [volume, replicas] = await Promise.all([
      this.#api.find<Volume>(`${this.#base}/volumes/${volumeName}`),
      this.#api.list<Replica>(`${this.#base}/replicas?labelSelector=longhornvolume%3D${volumeName}`),
    ]);
    return refusesReplicaDeletion(replica, volume, replicas);
  }
}
