import { createHash } from 'node:crypto';
import type { Picture } from './picture.ts';

/** When something last moved, and how it stood then. */
export interface Progress {
  readonly mark: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Differs when a replica or an image has gone or come, and when a rebuild has got on. */
export function markOf({ replicas, volumes, node, backingImages, shards }: Picture): string {
  const things = [
    replicas.map(({ name, hasFailed }) => `${name} ${hasFailed}`),
    volumes.flatMap(({ elsewhere, engines }) => [
      ...elsewhere.map(({ name, wasHealthy }) => `${name} ${wasHealthy}`),
      ...engines.map(({ name, rebuilds }) => `${name} ${rebuilds}`),
    ]),
    (node?.disks ?? []).map(({ name, backingImages }) => `${name} ${backingImages.length}`),
    backingImages.flatMap(({ name, copies }) => [...copies].map(([uuid, isReady]) => `${name} ${uuid} ${isReady}`)),
    shards.map(({ name }) => name),
  ];
  const text = things.map((names) => names.toSorted().join('\n')).join('\n\n');
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** The progress as of now; the very one that was given when nothing has moved. */
export const progressAt = (before: Progress | undefined, mark: string, now: number): Progress =>
  before?.mark === mark ? before : { mark, at: now };

/** Writing down each percent of a rebuild would be a write a second; this much of the allowance may be lost by a restart. */
const SHARE = 20;

/** What to remember of the progress: what was written down already, as long as that is nearly as good. */
export function worthWriting(written: Progress | undefined, now: Progress, stallAfterMs: number): Progress {
  return written !== undefined && now.at - written.at < stallAfterMs / SHARE ? written : now;
}
