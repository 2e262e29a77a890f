/** Something that a part of ours may do in the cluster: what RBAC rules, access reviews and the documentation are made of. */
export interface Right {
  readonly apiGroup: string;
  /** Also of the form `pods/eviction`. */
  readonly resource: string;
  readonly verbs: readonly string[];
  /** What for, one phrase for people. */
  readonly why?: string;
  /** The option of a task without which it is not used. */
  readonly onlyWith?: string;
  /** Where it is used, if not in all namespaces: the operator's own, `default`, or the one that an option of the task names. */
  readonly namespace?: 'own' | 'default' | { readonly option: string };
  /** The one object that it is used on. Its name is chosen when it is installed. A `create` cannot be limited in this way. */
  readonly only?: OwnObject;
}

/** Objects of the installation itself. */
export type OwnObject = 'lease' | 'certificate' | 'webhook' | 'deployment' | 'health';
