import { stringify } from 'yaml';
import { RELEASE_ALL_RIGHTS, VERIFY_RIGHTS } from '../../lib/cleanup/rights.ts';
import type { TaskKind } from '../../lib/config/task-kind.ts';
import type { Right } from '../../lib/kube/right.ts';
import { operatorRights } from '../../lib/rights/operator-rights.ts';
import { SELF_MANAGED_RIGHTS } from '../../lib/tls/rights.ts';

/** charts/node-cleanup-webhook/files/rights.yaml: what templates/_rights.tpl computes the rules of the roles from. */
export function chartRights(kinds: readonly TaskKind[]): string {
  const file = {
    operator: operatorRights({ leaderElect: true }).map(entry),
    selfManaged: SELF_MANAGED_RIGHTS.map(entry),
    releaseAll: RELEASE_ALL_RIGHTS.map(entry),
    verify: VERIFY_RIGHTS.map(entry),
    defaultTasks: kinds.filter(({ byDefault }) => byDefault !== undefined).map(({ name }) => name),
    tasks: Object.fromEntries(kinds.map(({ name, rights }) => [name, rights.map(entry)])),
  };
  const made = '# Made by hack/generate.ts from the rights in lib/. templates/_rights.tpl makes the roles of it.';
  return `${made}\n${stringify(file, { lineWidth: 0 })}`;
}

/** Only what a rule is made of, in one order. */
const entry = ({ apiGroup, resource, verbs, onlyWith, namespace, only }: Right) => ({
  apiGroup,
  resource,
  verbs: verbs.toSorted(),
  ...(onlyWith === undefined ? {} : { onlyWith }),
  ...(typeof namespace === 'object' ? { namespaceOption: namespace.option } : {}),
  ...(typeof namespace === 'string' ? { namespace } : {}),
  ...(only === undefined ? {} : { only }),
});
