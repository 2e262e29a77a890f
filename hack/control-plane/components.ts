import type { ProgramName } from './programs.ts';

/** In the order in which they start. */
export const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const;

export type ComponentName = (typeof COMPONENTS)[number] & ProgramName;
