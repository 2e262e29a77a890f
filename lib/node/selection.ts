import { type LabelSelector, selects } from './selector.ts';

/** Whether a Node with these labels should have our finalizer: the same for the webhook and for the operator. */
export function isSelected(labels: Readonly<Record<string, string>>, optOut: string, selector: LabelSelector): boolean {
  return labels[optOut] !== 'true' && selects(selector, labels);
}
