import type { ValidationError } from './validator.ts';

/** Made by hack/generate.ts from schema.ts; the errors of the last call are on the function itself. */
export declare const validate: {
  (data: unknown): boolean;
  readonly errors?: readonly ValidationError[] | null;
};
