import type { Operation } from 'fast-json-patch';
import { REVIEW_API_VERSION, REVIEW_KIND } from './review.ts';

/** An answer that lets the request pass. */
export interface Admitted {
  readonly allowed: true;
  /** Empty: the object stays as it is. Each operation must apply, or the API server refuses the request under any failurePolicy. */
  readonly patch: readonly Operation[];
  /** Shown to whoever made the request; up to 120 characters each are safe. */
  readonly warnings: readonly string[];
  readonly audit?: AuditNotes;
}

/** An answer that the API server must obey, whatever failurePolicy says. */
export interface Refused {
  readonly allowed: false;
  /** Shown to whoever made the request. */
  readonly message: string;
  readonly audit?: AuditNotes;
}

/** What is written into the audit log with the request; the API server puts the webhook's name before each key. */
export type AuditNotes = Readonly<Record<string, string>>;

/**
 * The AdmissionReview that answers `uid`, as JSON. `patch` and `patchType` stand both or neither:
 * https://github.com/kubernetes/apiserver/blob/master/pkg/admission/plugin/webhook/request/admissionreview.go
 */
export function encodeReview(uid: string, answer: Admitted | Refused): string {
  const response = answer.allowed ? admittance(answer) : refusal(answer);
  return JSON.stringify({ apiVersion: REVIEW_API_VERSION, kind: REVIEW_KIND, response: { uid, ...response } });
}

/** What is undefined does not appear. */
function admittance({ patch, warnings, audit }: Admitted): object {
  return {
    allowed: true,
    patchType: patch.length > 0 ? 'JSONPatch' : undefined,
    patch: patch.length > 0 ? base64(JSON.stringify(patch)) : undefined,
    warnings: warnings.length > 0 ? warnings : undefined,
    auditAnnotations: audit,
  };
}

function refusal({ message, audit }: Refused): object {
  return { allowed: false, status: { code: 403, reason: 'Forbidden', message }, auditAnnotations: audit };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
