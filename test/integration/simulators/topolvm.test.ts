import { beforeAll, describe, expect, test } from 'vitest';
import { LEGACY_TOPOLVM_DEFINITIONS, TOPOLVM_DEFINITIONS } from '../../simulators/definitions/topolvm.ts';
import { TopoLvm } from '../../simulators/topolvm/topolvm.ts';
import { installDefinitions } from '../../support/definitions.ts';
import { eventually } from '../../support/eventually.ts';
import { createNamespace } from '../../support/namespaces.ts';
import { createNode, deleteNode, findNode } from '../../support/nodes.ts';
import { useCluster } from '../../support/test-cluster.ts';
import { createClaim, createStorageClass, findClaim, waitUntilBound } from '../tasks/local-storage.ts';

const cluster = useCluster();
const HOLD = 'example.com/hold';
const SELECTED = 'volume.kubernetes.io/selected-node';
let work: string;
beforeAll(async () => {
  await installDefinitions(cluster, [...TOPOLVM_DEFINITIONS, ...LEGACY_TOPOLVM_DEFINITIONS]);
  work = await createNamespace(cluster, 'work');
});

async function createHeldNode(topolvm: TopoLvm, suffix: string): Promise<string> {
  const { metadata } = await createNode(cluster, suffix, { finalizers: [HOLD, topolvm.nodeFinalizer] });
  return metadata.name;
}

/** A claim and its volume. */
async function createVolume(
  topolvm: TopoLvm,
  name: string,
  node: string,
  annotations: Readonly<Record<string, string>> = { [SELECTED]: node },
  storageClass?: string,
): Promise<void> {
  const lvm = storageClass ?? (await createStorageClass(cluster, name, { provisioner: topolvm.group }));
  await createClaim(cluster, work, name, { storageClass: lvm, annotations });
  const volume = await topolvm.provision(work, name, node);
  cluster.atEnd(() => cluster.api.delete(`/api/v1/persistentvolumes/${volume}`));
  await waitUntilBound(cluster, work, name);
}

const finalizersOf = async (node: string) => (await findNode(cluster, node))?.metadata.finalizers;
/** Gone, or on its way. */
async function isDeleted(name: string): Promise<boolean> {
  const claim = await findClaim(cluster, work, name);
  return claim === undefined || claim.metadata.deletionTimestamp !== undefined;
}

describe.each(['topolvm.io', 'topolvm.cybozu.com'])('TopoLVM as %s', (group) => {
  const suffix = group.includes('cybozu') ? 'legacy' : 'new';
  const topolvm = new TopoLvm(cluster.api, { group });

  test('does nothing about a Node that lives', async () => {
    const node = await createHeldNode(topolvm, `alive-${suffix}`);
    await createVolume(topolvm, `alive-${suffix}`, node);
    await topolvm.finalizeNode(node);
    expect(await finalizersOf(node)).toContain(topolvm.nodeFinalizer);
    expect(await topolvm.logicalVolumesOn(node)).toHaveLength(1);
    expect(await isDeleted(`alive-${suffix}`)).toBe(false);
  });

  test('deletes the claims that were placed on the Node and every LogicalVolume, and lets go of it', async () => {
    const [node, other] = [
      await createHeldNode(topolvm, `going-${suffix}`),
      await createHeldNode(topolvm, `other-${suffix}`),
    ];
    await createVolume(topolvm, `placed-${suffix}`, node);
    await createVolume(topolvm, `immediate-${suffix}`, node, {});
    await createVolume(topolvm, `elsewhere-${suffix}`, other);
    const foreign = await createStorageClass(cluster, `foreign-${suffix}`);
    await createVolume(topolvm, `foreign-${suffix}`, node, { [SELECTED]: node }, foreign);
    await deleteNode(cluster, node);
    await topolvm.finalizeNode(node);
    expect(await finalizersOf(node)).toEqual([HOLD]);
    expect(await topolvm.logicalVolumesOn(node)).toEqual([]);
    expect(await topolvm.logicalVolumesOn(other)).toHaveLength(1);
    const names = ['placed', 'immediate', 'elsewhere', 'foreign'].map((name) => `${name}-${suffix}`);
    expect(await Promise.all(names.map(isDeleted))).toEqual([true, false, false, false]);
  });
});

test('with --skip-node-finalize only the finalizer goes, and the volumes with their claims', async () => {
  const topolvm = new TopoLvm(cluster.api, { skipNodeFinalize: true });
  const node = await createHeldNode(topolvm, 'skip');
  await createVolume(topolvm, 'skip', node);
  await deleteNode(cluster, node);
  await topolvm.finalizeNode(node);
  expect(await finalizersOf(node)).toEqual([HOLD]);
  expect([await isDeleted('skip'), (await topolvm.logicalVolumesOn(node)).length]).toEqual([false, 1]);
  await cluster.api.delete(`/api/v1/namespaces/${work}/persistentvolumeclaims/skip`);
  await using _provisioner = topolvm.run(node);
  await eventually(() => topolvm.logicalVolumesOn(node), {
    describe: 'the LogicalVolume to be gone',
    until: ({ length }) => length === 0,
  });
});
