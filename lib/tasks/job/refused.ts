import { ApiError } from '../../kube/errors.ts';
import { stringAt } from '../../kube/json.ts';
import { oneLine } from './words.ts';

export interface Refused {
  readonly state: 'blocked';
  readonly reason: string;
  readonly message: string;
}

/** What only a change of the configuration or of the cluster can mend; other errors are tried again. */
export function refused(error: unknown, what: string, namespace: string): Refused {
  if (!(error instanceof ApiError)) throw error;
  if (error.code === 404) {
    const message = `the Job ${what} cannot be created: there is no namespace ${namespace}`;
    return { state: 'blocked', reason: 'NamespaceMissing', message };
  }
  if (error.code === 400 || error.code === 422) {
    const said = oneLine(stringAt(error.status, 'message') ?? error.message, 700);
    return { state: 'blocked', reason: 'TemplateRefused', message: `the API server refuses the Job ${what}: ${said}` };
  }
  throw error;
}
