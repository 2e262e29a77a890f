import { type NodeKeys, nodeKeys } from '../../lib/node/keys.ts';
import type { Given, GuardCase, Rules } from './guard-cases/case.ts';
import { listed } from './guard-cases/listed.ts';
import { open } from './guard-cases/open.ts';
import { reason } from './guard-cases/reason.ts';
import { plain } from './guard-cases/shapes.ts';

const CASES: Readonly<Record<Rules, (keys: NodeKeys) => readonly Given[]>> = { open, listed, reason };

/** Who may do what, for both that decide: the policy on the API server and /validate-node. */
export function guardCases(rules: Rules, prefix: string): readonly GuardCase[] {
  const keys = nodeKeys(prefix);
  return CASES[rules](keys).map((given) => ({ through: 'nodes', before: plain(keys), ...given, rules }));
}
