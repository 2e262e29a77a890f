import type { EventSpec } from '../../telemetry/catalogue/events.ts';
import type { JsonObject } from '../json.ts';
import { microTime } from '../micro-time.ts';
import { apiVersionOf, EVENTS } from '../resource.ts';

/** The object that an Event is about, or another that has to do with it. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string | undefined;
}

export interface EventBody {
  readonly name: string;
  readonly regarding: ObjectReference;
  readonly related: ObjectReference | undefined;
  readonly spec: EventSpec;
  readonly note: string;
  readonly reportingController: string;
  readonly reportingInstance: string;
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

/**
 * The limits are those of the API server
 * (https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/events.go); it counts bytes.
 */
const NOTE_BYTES = 1_024;
const INSTANCE_BYTES = 128;
const NAME_LENGTH = 253;

/** Events about objects without a namespace live there; kubectl looks for a Node's there. */
export const namespaceOf = (regarding: ObjectReference): string => regarding.namespace || 'default';

export function eventBody(event: EventBody): JsonObject {
  const { name, regarding, related, spec, note, count } = event;
  return {
    apiVersion: apiVersionOf(EVENTS),
    kind: EVENTS.kind,
    metadata: { name, namespace: namespaceOf(regarding) },
    eventTime: microTime(event.firstAt),
    reportingController: event.reportingController,
    reportingInstance: cut(event.reportingInstance, INSTANCE_BYTES),
    action: spec.action,
    reason: spec.reason,
    type: spec.type,
    note: cut(note, NOTE_BYTES),
    regarding,
    ...(related === undefined ? {} : { related }),
    // The API server refuses a series of one.
    ...(count > 1 ? seriesBody(count, event.lastAt) : {}),
  };
}

/** What a patch changes when the Event has happened again; all else of an Event is immutable. */
export function seriesBody(count: number, lastAt: number): JsonObject {
  return { series: { count, lastObservedTime: microTime(lastAt) } };
}

/** `<object>.<suffix>` as client-go does it, never longer than a name may be. */
export function eventName(regarding: ObjectReference, suffix: string): string {
  const room = NAME_LENGTH - suffix.length - 1;
  return `${regarding.name.slice(0, room).replace(/[^a-z0-9]+$/, '')}.${suffix}`;
}

/** The text in at most `bytes` bytes of UTF-8, without half a character, with a mark when something is missing. */
export function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const mark = '...';
  const kept = Buffer.from(text).subarray(0, bytes - mark.length);
  // A character that was cut in half decodes to U+FFFD.
  return `${kept.toString('utf8').replace(/\uFFFD$/, '')}${mark}`;
}
