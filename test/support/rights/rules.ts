import { type Installation, type Need, placeOf } from '../../../lib/config/rights.ts';

/** A rule of a Role or ClusterRole. */
export interface Rule {
  readonly apiGroups: readonly [string];
  readonly resources: readonly [string];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly [string];
}

/** The rules that grant exactly this, by namespace; '' is a ClusterRole. In the order of their names, each verb once. */
export function rulesFor(needs: readonly Need[], installation: Installation): ReadonlyMap<string, readonly Rule[]> {
  const verbs = new Map<string, Set<string>>();
  for (const need of needs) {
    const { apiGroup, resource, only } = need.right;
    const name = only === undefined ? '' : installation.names[only];
    const key = [placeOf(need, installation), apiGroup, resource, name].join('|');
    verbs.set(key, new Set([...(verbs.get(key) ?? []), ...need.right.verbs]));
  }
  const rules = [...verbs].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, granted]) => ruleOf(key, granted));
  return new Map(
    [...Map.groupBy(rules, ({ place }) => place)].map(([place, all]) => [place, all.map(({ rule }) => rule)]),
  );
}

function ruleOf(key: string, granted: ReadonlySet<string>): { readonly place: string; readonly rule: Rule } {
  const [place = '', apiGroup = '', resource = '', name = ''] = key.split('|');
  const names = name === '' ? {} : { resourceNames: [name] as const };
  return { place, rule: { apiGroups: [apiGroup], resources: [resource], ...names, verbs: [...granted].toSorted() } };
}
