import type { PortworxOptions } from './options.ts';
import { PortworxError } from './px-client.ts';

export interface Refused {
  readonly reason: 'TokenNeeded' | 'TokenRefused';
  readonly message: string;
}

/**
 * What Portworx with its security on has against us, where it is that. Undefined for whatever else has been thrown. No try
 * helps that: a person has to give us a token, or a better one. https://docs.portworx.com, "Enable security".
 */
export function refusedBy(error: unknown, { tokenFile }: Pick<PortworxOptions, 'tokenFile'>): Refused | undefined {
  if (!(error instanceof PortworxError) || (error.status !== 401 && error.status !== 403)) return undefined;
  if (tokenFile === '') {
    const message = `Portworx has its security on, and the option tokenFile of this task is empty: name a file there with a token of the role system.admin (${error.message})`;
    return { reason: 'TokenNeeded', message };
  }
  const message = `Portworx refuses the token in the file of the option tokenFile (${tokenFile}): it has to be a valid one of the role system.admin (${error.message})`;
  return { reason: 'TokenRefused', message };
}

/** The plan of a removal stays as it was when that began, so a new option is for a new record. */
export function wayOutOf({ reason, message }: Refused, record: string, isAfter: boolean): string {
  if (reason === 'TokenRefused') return message;
  if (isAfter) return `${message}. It counts for removals to come`;
  return `${message}. Then begin this removal anew with it: kubectl delete nodecleanup ${record}`;
}
