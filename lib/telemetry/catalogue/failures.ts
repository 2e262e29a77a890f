export interface FailureSpec {
  /** The exit status of a command that ends with it. */
  readonly exit: number;
  readonly meaning: string;
}

/** Every failure with a code. Exit status: 1 unexpected, 2 wrong usage or input, 3 something blocks, 4 the cluster said no. */
export const FAILURES = {
  USAGE: { exit: 2, meaning: 'The command line is wrong.' },
  CONFIG_INVALID: {
    exit: 2,
    meaning: 'The configuration file is wrong; the message names line, column and what is allowed.',
  },
  CERTIFICATE_INVALID: {
    exit: 2,
    meaning: 'The folder with tls.crt and tls.key is missing, incomplete or inconsistent.',
  },
  KUBECONFIG_INVALID: { exit: 2, meaning: 'The kubeconfig is missing or cannot be used.' },
  ADDRESS_IN_USE: { exit: 2, meaning: 'Another process listens on the port.' },
  API_UNREACHABLE: { exit: 4, meaning: 'The API server does not answer.' },
  API_ERROR: { exit: 4, meaning: 'The API server answers, but not with what was asked for.' },
  RIGHTS_MISSING: { exit: 4, meaning: 'RBAC, or the guard, does not allow what is needed; the message names it.' },
  CRD_MISSING: { exit: 4, meaning: 'A CustomResourceDefinition is not installed; the message says how to install it.' },
  NODE_NOT_FOUND: { exit: 4, meaning: 'There is no Node and no NodeCleanup of that name.' },
} as const satisfies Readonly<Record<string, FailureSpec>>;
