import { usage } from './command-line.ts';

/** An object within its namespace. */
export interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

/** From NAMESPACE/NAME; `where` is what was given it. Throws Failure USAGE. */
export function namespacedName(text: string, where: string): NamespacedName {
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (namespace !== '' && name !== '' && rest.length === 0) return { namespace, name };
  throw usage(`${where} is NAMESPACE/NAME, not ${JSON.stringify(text)}`);
}
