/** The programs of a control plane: where each comes from and which versions of one that is already installed will do. */

export const PROGRAMS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'kwok',
] as const;

export type ProgramName = (typeof PROGRAMS)[number];

export interface Program {
  /** The package that go.mod lists as a `tool`. */
  readonly goPackage: string;
  /** What `go build` calls the binary: the last part of its package. */
  readonly builtAs: string;
  readonly versionArguments: readonly string[];
  /** Minor versions, `1.36`, that this project's tests hold for. */
  readonly supported: readonly string[];
}

// One minor version for the whole control plane: the tests rely on what 1.36 serves (MutatingAdmissionPolicy v1, WatchList).
const KUBERNETES = ['1.36'];

export const CATALOGUE: Readonly<Record<ProgramName, Program>> = {
  etcd: {
    goPackage: 'go.etcd.io/etcd/server/v3',
    builtAs: 'server',
    versionArguments: ['--version'],
    supported: ['3.6'],
  },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kubectl: {
    ...kubernetes('kubectl'),
    versionArguments: ['version', '--client'],
    // kubectl supports a server one minor version older or newer.
    supported: ['1.35', '1.36', '1.37'],
  },
  kwok: {
    goPackage: 'sigs.k8s.io/kwok/cmd/kwok',
    builtAs: 'kwok',
    versionArguments: ['--version'],
    supported: ['0.8'],
  },
};

/** The first `1.2.3` in what a program says of itself. */
export function parseVersion(text: string): string | undefined {
  return /\bv?(\d+\.\d+\.\d+)\b/.exec(text)?.[1];
}

export function isSupported(program: Program, version: string): boolean {
  return program.supported.some((minor) => version.startsWith(`${minor}.`));
}

function kubernetes(name: string): Program {
  return {
    goPackage: `k8s.io/kubernetes/cmd/${name}`,
    builtAs: name,
    versionArguments: ['--version'],
    supported: KUBERNETES,
  };
}
