import { type ControlPlane, startControlPlane } from '../../hack/control-plane/control-plane.ts';
import { NODE_CLEANUP_CRD } from '../../lib/cleanup/crd.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * etcd and the API server alone, with our kind: nobody else writes to the Nodes that are counted, and nobody else takes
 * CPU. Durability is off (etcd without fsync), so what a disk costs is in neither of two figures that are compared.
 */
export async function startBenchCluster(): Promise<ControlPlane> {
  const report = (line: string) => console.error(line);
  const cluster = await startControlPlane({
    report,
    without: ['kube-controller-manager', 'kube-scheduler', 'kwok'],
  });
  await cluster.api.create(CRDS, NODE_CLEANUP_CRD);
  const established = ['wait', '--for=condition=Established', `crd/${NODE_CLEANUP_CRD.metadata.name}`];
  const { code, stderr } = await cluster.kubectl([...established, '--timeout=30s']);
  if (code !== 0) throw new Error(`the kind NodeCleanup is not established: ${stderr}`);
  return cluster;
}
