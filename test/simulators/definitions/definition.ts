/** A CustomResourceDefinition as plain data: what the API server takes, and what the tests read of it. */
export interface Definition {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly group: string;
    readonly scope: 'Cluster' | 'Namespaced';
    readonly names: {
      readonly kind: string;
      readonly plural: string;
      readonly [name: string]: unknown;
    };
    readonly versions: readonly DefinedVersion[];
  };
}

export interface DefinedVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly [field: string]: unknown;
}

/** A part of an OpenAPI schema. */
export type Schema = Readonly<Record<string, unknown>>;

export interface DefinitionOptions {
  readonly group: string;
  readonly versions: readonly string[];
  readonly kind: string;
  readonly plural: string;
  readonly shortNames?: readonly string[];
  readonly scope?: 'Cluster' | 'Namespaced';
  /** What stands beside apiVersion, kind and metadata. */
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Whether the status can only be written through /status. True unless told. */
  readonly hasStatus?: boolean;
}

/** All versions have one schema, as converting between them is not what the tests are about. The first is stored. */
export function definition(options: DefinitionOptions): Definition {
  const { group, versions, kind, plural, shortNames = [], scope = 'Namespaced', required = [] } = options;
  const { properties, hasStatus = true } = options;
  const openAPIV3Schema = {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: { apiVersion: text, kind: text, metadata: { type: 'object' }, ...properties },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List`, shortNames },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        ...(hasStatus ? { subresources: { status: {} } } : {}),
        schema: { openAPIV3Schema },
      })),
    },
  };
}

export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'boolean' };
export const count: Schema = { type: 'integer' };
export const bytes: Schema = { type: 'integer', format: 'int64' };
/** Go's `json:",string"`: larger than what JSON numbers hold everywhere. */
export const bytesAsText: Schema = { type: 'string', format: 'int64' };
export const date: Schema = { type: 'string', format: 'date-time' };
export const anything: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const mapOf = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });
export const nullable = (schema: Schema): Schema => ({ ...schema, nullable: true });
/** With fields that are not named here kept as they are. */
export const open = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  'x-kubernetes-preserve-unknown-fields': true,
});
/** With these fields only; the API server drops all others. */
export const closed = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });
