import { describe, expect, test } from 'vitest';
import type { Definition } from '../../simulators/definitions/definition.ts';
import {
  LONGHORN_DEFINITIONS,
  LONGHORN_DEFINITIONS_WITH_SHARDS,
  OLD_LONGHORN_DEFINITIONS,
} from '../../simulators/definitions/longhorn.ts';
import { installDefinitions, removeDefinitions } from '../../support/definitions.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { useCluster } from '../../support/test-cluster.ts';

const cluster = useCluster();

interface Discovered {
  readonly resources: readonly { readonly name: string }[];
}

async function served(version: string): Promise<string[]> {
  const found = await cluster.api.find<Discovered>(`/apis/longhorn.io/${version}`);
  return (found?.resources ?? []).map(({ name }) => name).toSorted();
}

const pluralsOf = (definitions: readonly Definition[]) =>
  definitions.flatMap(({ spec }) => [spec.names.plural, `${spec.names.plural}/status`]).toSorted();

describe('definitions of other software', () => {
  test('are served when the installer returns, and are forgotten when they have been removed', async () => {
    expect(await served('v1beta2')).toEqual([]);
    await installDefinitions(cluster, LONGHORN_DEFINITIONS);
    expect(await served('v1beta2')).toEqual(pluralsOf(LONGHORN_DEFINITIONS));
    await removeDefinitions(cluster.api, LONGHORN_DEFINITIONS);
    expect(await served('v1beta2')).toEqual([]);
  });

  test('can be installed twice, and with more of them the second time', async () => {
    await installDefinitions(cluster, LONGHORN_DEFINITIONS);
    await installDefinitions(cluster, LONGHORN_DEFINITIONS_WITH_SHARDS);
    expect(await served('v1beta2')).toEqual(pluralsOf(LONGHORN_DEFINITIONS_WITH_SHARDS));
    await removeDefinitions(cluster.api, LONGHORN_DEFINITIONS_WITH_SHARDS);
  });

  test('of an older version have only that', async () => {
    await installDefinitions(cluster, OLD_LONGHORN_DEFINITIONS);
    expect(await served('v1beta1')).toEqual(pluralsOf(OLD_LONGHORN_DEFINITIONS));
    expect(await served('v1beta2')).toEqual([]);
    await removeDefinitions(cluster.api, OLD_LONGHORN_DEFINITIONS);
  });

  test('go with their objects, also with those that a finalizer holds', async () => {
    await installDefinitions(cluster, LONGHORN_DEFINITIONS);
    const namespace = await createNamespace(cluster);
    const metadata = { name: 'held', finalizers: ['longhorn.io'] };
    const path = `/apis/longhorn.io/v1beta2/namespaces/${namespace}/nodes`;
    await cluster.api.create(path, { apiVersion: 'longhorn.io/v1beta2', kind: 'Node', metadata, spec: {} });
    await removeDefinitions(cluster.api, LONGHORN_DEFINITIONS);
    await installDefinitions(cluster, LONGHORN_DEFINITIONS);
    expect(await cluster.api.list(path)).toEqual([]);
  });
});
