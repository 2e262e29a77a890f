import { expect, it } from 'vitest';
import { startControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { isSameProcess, processIdentity } from '../../../hack/control-plane/process-identity.ts';

it('can lose its API server and get it back with its data, and ends completely', async () => {
  const controlPlane = await startControlPlane({
    without: ['kube-controller-manager', 'kube-scheduler', 'kwok'],
    flags: { 'kube-apiserver': ['--event-ttl=10m'] },
  });
  const pids = ['etcd', 'kube-apiserver'].flatMap((name) => controlPlane.component(name as 'etcd').pid ?? []);
  const identities = pids.map((pid) => [pid, processIdentity(pid) ?? ''] as const);
  try {
    await controlPlane.api.create('/api/v1/nodes', { metadata: { name: 'kept' } });
    await controlPlane.component('kube-apiserver').stop({ signal: 'SIGKILL' });
    await expect(controlPlane.api.get('/api/v1/nodes/kept')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
    await controlPlane.component('kube-apiserver').start();
    expect((await controlPlane.api.get('/api/v1/nodes/kept')).metadata.name).toBe('kept');
  } finally {
    await controlPlane[Symbol.asyncDispose]();
  }
  expect(identities.filter(([pid, identity]) => isSameProcess(pid, identity))).toEqual([]);
});

it('says what a program complained about when it does not start, and leaves nothing running', async () => {
  const flags = { 'kube-apiserver': ['--authorization-mode=Nonsense'] };
  const start = startControlPlane({ flags, without: ['kube-controller-manager', 'kube-scheduler', 'kwok'] });
  await expect(start).rejects.toThrow(/^kube-apiserver ended before it was ready[\s\S]*Nonsense/);
});
