import { describe, expect, it } from 'vitest';
import { ApiError, ConnectionError } from '../../../lib/kube/errors.ts';
import { judge } from '../../../lib/kube/reflector/watch-verdict.ts';

const failed = (error: unknown) => ({ kind: 'failed', verb: 'watch', error }) as const;
const api = (code: number, status: object = {}, retryAfter?: number) =>
  failed(new ApiError('watching nodes', code, { ...status }, retryAfter));
const connection = (code: string) => failed(new ConnectionError('watching nodes', code, 'x'));

describe('after a watch has ended', () => {
  it.each([
    ['in order', { kind: 'closed' } as const, 1, 'closed', false, false],
    ['too late', { kind: 'overdue' } as const, 1, 'overdue', false, false],
    ['in silence', { kind: 'stalled' } as const, 1, 'stalled', false, false],
    ['with a reset', connection('ECONNRESET'), 1, 'connection', false, true],
    ['with many resets: the server is away, not wrong', connection('ECONNREFUSED'), 99, 'connection', false, true],
    ['with garbage', connection('NOT_JSON'), 1, 'connection', false, true],
    ['with garbage for the third time', connection('NOT_JSON'), 3, 'connection', true, true],
    ['in the middle of a line for the third time', connection('CUT_OFF'), 3, 'connection', true, true],
    ['with 410', api(410), 1, 'gone', true, true],
    ['with Expired, whatever its code', api(500, { reason: 'Expired' }), 1, 'gone', true, true],
    ['with 429', api(429), 9, 'throttled', false, true],
    ['with 401', api(401), 9, 'refused', false, true],
    ['with 403', api(403), 9, 'refused', false, true],
    ['with 404: not installed', api(404), 1, 'rejected', true, true],
    ['with 400', api(400), 1, 'rejected', true, true],
    ['with 500', api(500), 1, 'error', false, true],
    ['with 500 for the third time', api(500), 3, 'error', true, true],
    ['with 503', api(503), 1, 'error', false, true],
    ['with a bug of ours', failed(new TypeError('x')), 1, 'connection', false, true],
  ])('%s', (_, end, failures, label, relist, backoff) => {
    expect(judge(end, failures)).toMatchObject({ end: label, relist, backoff });
  });

  it.each([
    ['its cause', { reason: 'Timeout', details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } }],
    ['its message, from old servers', { reason: 'Timeout', message: 'Too large resource version: 9, current: 3' }],
  ])('knows a version of the future by %s', (_, status) => {
    expect(judge(api(504, status), 1)).toMatchObject({ end: 'gone', relist: true });
  });

  it('waits as long as the server asks', () => {
    expect(judge(api(429, {}, 7), 1).retryAfterMs).toBe(7_000);
    expect(judge(api(503, { details: { retryAfterSeconds: 2 } }), 1).retryAfterMs).toBe(2_000);
  });
});
