import type { Installation } from '../lib/cleanup/elsewhere.ts';
import { usage } from './command-line.ts';

/** NAMESPACE/NAME of what the chart has installed. */
export function installationOf(text: string, where: string): Installation {
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (namespace !== '' && name !== '' && rest.length === 0) return { namespace, name };
  throw usage(`${where} is NAMESPACE/NAME of a Deployment, not ${JSON.stringify(text)}`);
}
