/**
 * What one caller may cost us. Times are milliseconds, sizes are bytes.
 */
export interface ServerLimits {
  readonly maxBodyBytes: number;
  /** Of all requests together while they are being received. */
  readonly maxBufferedBytes: number;
  /** From the end of a request's head to the end of its body. */
  readonly bodyTimeoutMs: number;
  readonly maxHeaderBytes: number;
  readonly maxConnections: number;
  /** Of them, those of one address; all API servers may come through one proxy. */
  readonly maxConnectionsPerAddress: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveTimeoutMs: number;
  /** How long a connection may take for a request's head; also how long a new one may stay unused. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** How often the two above are looked at. */
  readonly timeoutCheckMs: number;
  readonly handshakeTimeoutMs: number;
}

export const WEBHOOK_LIMITS: ServerLimits = {
  // An API request has at most 3 MiB and a review may hold two objects; the same figure as controller-runtime's:
  // https://github.com/kubernetes-sigs/controller-runtime/blob/main/pkg/webhook/admission/http.go
  maxBodyBytes: 7 * 1024 * 1024,
  // A Node's review has 20 to 100 kB, so this is hundreds at once, and a bound on what a flood can take.
  maxBufferedBytes: 64 * 1024 * 1024,
  // The API server gives up after 30 s at the latest (timeoutSeconds).
  bodyTimeoutMs: 30_000,
  maxHeaderBytes: 16 * 1024,
  // An API server has 200 changes in flight by default (--max-mutating-requests-inflight); five of them.
  maxConnections: 1_000,
  // So that a single caller that opens as many as it can leaves room for the API servers.
  maxConnectionsPerAddress: 600,
  // The API server lets an idle connection go after 90 s (Go's default). If we were first, a request that is already on
  // its way would be lost: https://github.com/nodejs/node/issues/59193
  keepAliveTimeoutMs: 120_000,
  // For the same reason: Go dials ahead, and Node counts a connection's time before its first request as headers.
  headersTimeoutMs: 125_000,
  requestTimeoutMs: 125_000,
  timeoutCheckMs: 5_000,
  handshakeTimeoutMs: 10_000,
};
