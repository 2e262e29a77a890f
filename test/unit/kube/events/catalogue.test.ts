import { expect, it } from 'vitest';
import { EVENTS } from '../../../../lib/telemetry/catalogue/events.ts';

const UPPER_CAMEL_CASE = /^([A-Z][a-z0-9]+)+$/;

it.each(Object.entries(EVENTS))('%s has what the API server and a reader need', (key, { reason, action, describe }) => {
  expect(reason).toBe(key);
  expect(reason).toMatch(UPPER_CAMEL_CASE);
  expect(action).toMatch(UPPER_CAMEL_CASE);
  expect(reason.length).toBeLessThanOrEqual(128);
  expect(action.length).toBeLessThanOrEqual(128);
  expect(describe).toMatch(/\.$/);
});
