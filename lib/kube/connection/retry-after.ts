import type { IncomingHttpHeaders } from 'node:http';

/** The API server sends Retry-After with these when it is too busy or just starting. */
export const isRetryableStatus = (status: number): boolean => status === 429 || status === 503;

/** Seconds from now; undefined without a usable header. It may hold seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1_000);
}
