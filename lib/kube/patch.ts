/**
 * The patch kinds of the API server. They mean very different things for lists, so every call says which it wants:
 * - strategic: lists of built-in kinds merge by key or as sets; not for custom resources
 * - merge (RFC 7386): a list is replaced as a whole
 * - json (RFC 6902): operations; with `test` it is a compare-and-set
 * - apply: server-side apply; the body is the intent of one field manager
 */
export type Patch =
  | { readonly kind: 'strategic'; readonly body: object }
  | { readonly kind: 'merge'; readonly body: object }
  | { readonly kind: 'json'; readonly body: readonly object[] }
  | { readonly kind: 'apply'; readonly body: object; readonly fieldManager: string; readonly force?: boolean };

export const CONTENT_TYPES = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  // JSON is YAML: the server accepts a JSON body under this type.
  apply: 'application/apply-patch+yaml',
} as const satisfies Readonly<Record<Patch['kind'], string>>;
