import type { FAILURES } from './catalogue/failures.ts';

export type FailureCode = keyof typeof FAILURES;

/** An error that a person can act on: a stable code of the catalogue, and a message that says where and what to do. */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.code = code;
  }
}
