import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { isObject, listAt, stringAt, stringMapAt } from '../../lib/kube/json.ts';

export const ALERT_RULES = 'charts/node-cleanup-webhook/alerts/node-cleanup-webhook.yaml';

export interface AlertRule {
  readonly alert: string;
  readonly expression: string;
  /** As Prometheus writes durations; '' is at once. */
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The alert rules as the chart ships them. */
export function alertRules(): readonly AlertRule[] {
  const file: unknown = parse(readFileSync(fileURLToPath(new URL(`../../${ALERT_RULES}`, import.meta.url)), 'utf8'));
  const rules = listAt(file, 'groups').flatMap((group) => listAt(group, 'rules'));
  return rules.filter(isObject).map((rule) => ({
    alert: stringAt(rule, 'alert') ?? '',
    expression: stringAt(rule, 'expr') ?? '',
    for: stringAt(rule, 'for') ?? '',
    labels: stringMapAt(rule, 'labels'),
    annotations: stringMapAt(rule, 'annotations'),
  }));
}
