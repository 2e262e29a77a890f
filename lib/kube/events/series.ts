import type { EventSpec } from '../../telemetry/catalogue/events.ts';
import type { EventBody, ObjectReference } from './body.ts';

/**
 * A first repeat is shown after ten seconds, later ones at twice the distance each, up to the six minutes of client-go:
 * a person who looks sees soon that it repeats, and what repeats all day makes ten writes an hour. (client-go shows the
 * second occurrence at once and then nothing for up to half an hour:
 * https://github.com/kubernetes/client-go/blob/master/tools/events/event_broadcaster.go.)
 */
const FIRST_WRITE_AFTER_MS = 10_000;
const LONGEST_WRITE_AFTER_MS = 360_000;

export interface SeriesIdentity {
  readonly regarding: ObjectReference;
  readonly related: ObjectReference | undefined;
  readonly spec: EventSpec;
  readonly note: string;
  /** A name for an Event that is not used yet. */
  readonly nextName: () => string;
}

/** The same thing that happened once or more often: one Event on the API server. */
export class Series {
  readonly identity: SeriesIdentity;
  /** Failed writes since the last that worked. */
  failures = 0;
  #name: string;
  #count = 1;
  #firstAt: number;
  #lastAt: number;
  /** The count that the API server has; 0 when it does not have the Event. */
  #written = 0;
  #writes = 0;
  #writtenAt = 0;

  /** `now` is of the wall clock. */
  constructor(identity: SeriesIdentity, now: number) {
    this.identity = identity;
    this.#name = identity.nextName();
    this.#firstAt = now;
    this.#lastAt = now;
  }

  get name(): string {
    return this.#name;
  }

  get count(): number {
    return this.#count;
  }

  get lastAt(): number {
    return this.#lastAt;
  }

  get stored(): boolean {
    return this.#written > 0;
  }

  get unwritten(): number {
    return this.#count - this.#written;
  }

  body(reporter: Pick<EventBody, 'reportingController' | 'reportingInstance'>): EventBody {
    return {
      ...this.identity,
      ...reporter,
      name: this.#name,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      count: this.#count,
    };
  }

  happened(now: number): void {
    this.#count += 1;
    this.#lastAt = now;
  }

  /** The API server has this count since the given time of the monotonic clock. */
  wrote(count: number, now: number): void {
    this.#written = count;
    this.#writtenAt = now;
    this.#writes += 1;
    this.failures = 0;
  }

  /** The Event is gone (its time to live is over, or somebody deleted it): what was not written begins a new one. */
  startOver(): void {
    this.#name = this.identity.nextName();
    this.#firstAt = this.#lastAt;
    this.#count = Math.max(1, this.unwritten);
    this.#written = 0;
    this.#writes = 0;
  }

  nextWriteInMs(now: number): number {
    const distance = Math.min(LONGEST_WRITE_AFTER_MS, FIRST_WRITE_AFTER_MS * 2 ** Math.min(30, this.#writes - 1));
    return Math.max(0, this.#writtenAt + distance - now);
  }
}
