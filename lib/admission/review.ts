import { isObject, type JsonObject } from '../kube/json.ts';

/** What we read of an AdmissionReview's request; '' where the API server left a field out or wrote another type. */
export interface AdmissionRequest {
  /** Must come back in the answer. */
  readonly uid: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly resource: string;
  readonly subresource: string;
  /** CREATE, UPDATE, DELETE or CONNECT. */
  readonly operation: string;
  /** Nothing that this request asks for will be stored. */
  readonly dryRun: boolean;
  /** Who asks, as the API server has authenticated them. */
  readonly user: RequestUser;
  /** The object as it would be stored; undefined for DELETE. It is untrusted JSON. */
  readonly object: JsonObject | undefined;
  /** The object as it is stored now; undefined for CREATE. */
  readonly oldObject: JsonObject | undefined;
}

export interface RequestUser {
  readonly name: string;
  readonly groups: readonly string[];
}

export type DecodedReview =
  | { readonly outcome: 'review'; readonly request: AdmissionRequest }
  /** The reason never repeats what was sent. */
  | { readonly outcome: 'malformed'; readonly reason: string };

export const REVIEW_API_VERSION = 'admission.k8s.io/v1';
export const REVIEW_KIND = 'AdmissionReview';

/** The API server sends a UUID, 36 characters. A longer text is not echoed. */
const LONGEST_UID = 256;

/**
 * Reads a request for `admission.k8s.io/v1`. Nothing is copied and nothing recurses, so neither depth nor `__proto__`
 * keys matter: JSON.parse keeps its own stack and makes `__proto__` an ordinary property. Fields are read by their names,
 * none of which Object.prototype has; it is the hot path, and `at` costs two microseconds of it (docs/adr/0002).
 * https://github.com/kubernetes/api/blob/master/admission/v1/types.go
 */
export function decodeReview(json: string): DecodedReview {
  if (json === '') return malformed('the body is empty');
  let review: unknown;
  try {
    review = JSON.parse(json);
  } catch {
    return malformed('the body is not JSON');
  }
  if (!isObject(review) || review.apiVersion !== REVIEW_API_VERSION || review.kind !== REVIEW_KIND) {
    return malformed(`the body is not an ${REVIEW_KIND} of ${REVIEW_API_VERSION}`);
  }
  const { request } = review;
  if (!isObject(request)) return malformed('the review has no request');
  const uid = text(request.uid);
  if (uid === '') return malformed('the request has no uid');
  if (uid.length > LONGEST_UID) return malformed(`the request's uid is longer than ${LONGEST_UID} characters`);
  return { outcome: 'review', request: readRequest(uid, request) };
}

function readRequest(uid: string, request: JsonObject): AdmissionRequest {
  const { object, oldObject } = request;
  const kind = isObject(request.kind) ? request.kind : {};
  const resource = isObject(request.resource) ? request.resource : {};
  return {
    uid,
    group: text(kind.group),
    version: text(kind.version),
    kind: text(kind.kind),
    resource: text(resource.resource),
    subresource: text(request.subResource),
    operation: text(request.operation),
    dryRun: request.dryRun === true,
    user: readUser(request.userInfo),
    object: isObject(object) ? object : undefined,
    oldObject: isObject(oldObject) ? oldObject : undefined,
  };
}

function readUser(user: unknown): RequestUser {
  if (!isObject(user)) return { name: '', groups: [] };
  const groups = Array.isArray(user.groups) ? user.groups.filter((group) => typeof group === 'string') : [];
  return { name: text(user.username), groups };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function malformed(reason: string): DecodedReview {
  return { outcome: 'malformed', reason };
}
