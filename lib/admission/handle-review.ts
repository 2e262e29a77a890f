import type { JsonHandler } from '../http/json-endpoint.ts';
import { type Admitted, encodeReview, type Refused } from './response.ts';
import { type AdmissionRequest, decodeReview } from './review.ts';

/** Decides on one request, without waiting for anything; Undecided is for what cannot be read. */
export type Admit = (request: AdmissionRequest) => Admitted | Refused | Undecided;

export interface Undecided {
  readonly allowed: undefined;
  /** It never repeats what was sent. */
  readonly reason: string;
}

/**
 * Answers the text of an AdmissionReview with the text of another. What is none is malformed, a status other than 2xx,
 * so that failurePolicy decides; never a review with `allowed: false`, which the API server must obey.
 */
export function handleReview(admit: Admit): JsonHandler {
  return (json) => {
    const review = decodeReview(json);
    if (review.outcome === 'malformed') return review;
    const answer = admit(review.request);
    if (answer.allowed === undefined) return { outcome: 'malformed', reason: answer.reason };
    return { outcome: 'answer', json: encodeReview(review.request.uid, answer) };
  };
}
