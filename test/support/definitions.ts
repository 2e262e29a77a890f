import { type Api, ApiError, type KubernetesObject } from '../../hack/control-plane/api.ts';
import type { Definition } from '../simulators/definitions/definition.ts';
import { eventually } from './eventually.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface Installed extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** What is needed of a TestCluster, so that a demonstration can use this without vitest. */
export interface DefinitionsHost {
  readonly api: Api;
  /** Runs when nobody needs them any more. */
  atEnd(cleanup: () => Promise<void>): void;
}

/**
 * Installs CustomResourceDefinitions and waits until the API server serves them and names them in its discovery. Those that are
 * there already are brought up to date. They go with the test file, and everything of their kinds goes too, whatever finalizers it has,
 * so that the next file finds the software not installed.
 */
export async function installDefinitions(cluster: DefinitionsHost, definitions: readonly Definition[]): Promise<void> {
  cluster.atEnd(() => removeDefinitions(cluster.api, definitions));
  await Promise.all(definitions.map((definition) => install(cluster.api, definition)));
  await Promise.all(definitions.map((definition) => waitUntilServed(cluster.api, definition)));
}

/** Returns when discovery has forgotten them. */
export async function removeDefinitions(api: Api, definitions: readonly Definition[]): Promise<void> {
  await Promise.all(definitions.map((definition) => remove(api, definition)));
}

async function install(api: Api, definition: Definition): Promise<void> {
  const path = `${DEFINITIONS}/${definition.metadata.name}`;
  // One that another file has left is on its way out, and would take ours with it.
  await eventually(() => api.find<Installed>(path), {
    describe: `${definition.metadata.name} to be there or not`,
    until: (found) => found?.metadata.deletionTimestamp === undefined,
  });
  try {
    await api.create(DEFINITIONS, definition);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 409)) throw error;
    const { resourceVersion } = (await api.get<Installed>(path)).metadata;
    await api.replace(path, { ...definition, metadata: { ...definition.metadata, resourceVersion } });
  }
}

async function waitUntilServed(api: Api, definition: Definition): Promise<void> {
  const { name } = definition.metadata;
  await eventually(() => api.get<Installed>(`${DEFINITIONS}/${name}`), {
    describe: `${name} to be established`,
    until: ({ status }) => status?.conditions?.some((c) => c.type === 'Established' && c.status === 'True') ?? false,
  });
  for (const { version, path } of collectionsOf(definition)) {
    await eventually(() => isDiscovered(api, definition, version), {
      describe: `discovery to name ${name}, ${version}`,
    });
    await eventually(() => api.list(path), { describe: `${name} to be served as ${version}` });
  }
}

async function remove(api: Api, definition: Definition): Promise<void> {
  const { name } = definition.metadata;
  await api.delete(`${DEFINITIONS}/${name}`);
  await eventually(
    async () => {
      const found = await api.find<Installed>(`${DEFINITIONS}/${name}`);
      if (found !== undefined) await takeFinalizersOff(api, definition);
      return found;
    },
    { describe: `${name} to be gone`, until: (found) => found === undefined },
  );
  for (const { version } of collectionsOf(definition)) {
    await eventually(() => isDiscovered(api, definition, version), {
      describe: `discovery to forget ${name}, ${version}`,
      until: (found) => !found,
    });
  }
}

async function takeFinalizersOff(api: Api, definition: Definition): Promise<void> {
  const [collection] = collectionsOf(definition);
  if (collection === undefined) return;
  const held = (await listIfServed(api, collection.path)).filter(({ metadata }) => metadata.finalizers?.length);
  for (const { metadata } of held) {
    const { namespace, name } = metadata;
    const path =
      namespace === undefined ? collection.path : `${collection.base}/namespaces/${namespace}/${collection.plural}`;
    await api.patch(`${path}/${name}`, { metadata: { finalizers: null } }).catch(ignore(404, 409));
  }
}

async function listIfServed(api: Api, path: string): Promise<readonly KubernetesObject[]> {
  return (await api.list(path).catch(ignore(404))) ?? [];
}

async function isDiscovered(api: Api, { spec }: Definition, version: string): Promise<boolean> {
  const found = await api.find<{ resources: readonly { name: string }[] }>(`/apis/${spec.group}/${version}`);
  return found?.resources.some(({ name }) => name === spec.names.plural) ?? false;
}

const collectionsOf = ({ spec: { group, names, versions } }: Definition) =>
  versions
    .filter(({ served }) => served)
    .map(({ name: version }) => {
      const base = `/apis/${group}/${version}`;
      return { version, base, plural: names.plural, path: `${base}/${names.plural}` };
    });

const ignore =
  (...statuses: readonly number[]) =>
  (error: unknown): undefined => {
    if (!(error instanceof ApiError && statuses.includes(error.status))) throw error;
  };
