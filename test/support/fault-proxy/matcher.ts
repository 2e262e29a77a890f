/** A request as the proxy saw it. */
export interface SeenRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly watch: boolean;
  readonly userAgent: string;
  /** Milliseconds since the proxy started. */
  readonly at: number;
  /** The client's side of the connection: requests with the same number came over the same one. */
  readonly connection: number;
  /** Undefined until the answer begins. */
  status: number | undefined;
  body: string;
}

/** All that is given must hold. */
export interface Matcher {
  readonly method?: string;
  /** A string is a whole path. */
  readonly path?: RegExp | string;
  readonly watch?: boolean;
  readonly where?: (request: SeenRequest) => boolean;
}

export function matches(matcher: Matcher, request: SeenRequest): boolean {
  const { method, path, watch, where } = matcher;
  if (method !== undefined && method !== request.method) return false;
  if (watch !== undefined && watch !== request.watch) return false;
  if (typeof path === 'string' && path !== request.path) return false;
  if (path instanceof RegExp && !path.test(request.path)) return false;
  return where?.(request) ?? true;
}
