/** What a compiled schema says of data that it does not allow (https://ajv.js.org/api.html#error-objects). */
export interface ValidationError {
  /** A JSON pointer (RFC 6901) to what is wrong. */
  readonly instancePath: string;
  /** Of the rule that it breaks. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Every rule that the data breaks; none when it is allowed. */
export type Validator = (data: unknown) => readonly ValidationError[];
