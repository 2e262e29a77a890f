import { SHARE_PATTERN } from './share.ts';
import type { JsonSchema } from './task-kind.ts';

/** A Go duration, as lib/time/duration.ts reads it. */
export const DURATION_PATTERN = '^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$';

/** Whether what the schema is of is a duration; some may be empty, too. */
export const isDuration = ({ pattern }: JsonSchema): boolean =>
  pattern === DURATION_PATTERN || pattern === `^$|${DURATION_PATTERN}`;

export const duration = (preset: string, description: string, more: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  pattern: DURATION_PATTERN,
  default: preset,
  description,
  ...more,
});

/** Whether what the schema is of is a number of Nodes or a share of them. */
export const isShare = ({ pattern }: JsonSchema): boolean => pattern === SHARE_PATTERN;

export const share = (least: number, preset: number | string, description: string): JsonSchema => ({
  type: ['integer', 'string'],
  minimum: least,
  pattern: SHARE_PATTERN,
  default: preset,
  description,
});

/**
 * `format` of a text that is a label selector. The schema's validator lets every text pass; checks.ts reads it, so that
 * there is one grammar of selectors in the house. Kinds of task may use it for their options.
 */
export const SELECTOR_FORMAT = 'label-selector';
