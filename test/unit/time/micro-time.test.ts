import { expect, it } from 'vitest';
import { microTime } from '../../../lib/kube/micro-time.ts';

it.each([
  [0, 0, '1970-01-01T00:00:00.000000Z'],
  [1_767_225_600_123, 0, '2026-01-01T00:00:00.123000Z'],
  [1_767_225_600_123, 7.9, '2026-01-01T00:00:00.123007Z'],
  [1_767_225_600_123.9, 999.999, '2026-01-01T00:00:00.123999Z'],
  [0, 5_000, '1970-01-01T00:00:00.000999Z'],
  [0, -1, '1970-01-01T00:00:00.000000Z'],
])('%d ms and %d µs are written with six digits', (ms, micros, text) => expect(microTime(ms, micros)).toBe(text));
