import type { Resource } from './resource.ts';

const registration = (plural: string, kind: string): Resource => ({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  plural,
  kind,
  namespaced: false,
});

// What tells API servers whom to ask, or what to do themselves, when an object is written.
export const MUTATING_WEBHOOKS = registration('mutatingwebhookconfigurations', 'MutatingWebhookConfiguration');
export const VALIDATING_WEBHOOKS = registration('validatingwebhookconfigurations', 'ValidatingWebhookConfiguration');
export const MUTATING_POLICIES = registration('mutatingadmissionpolicies', 'MutatingAdmissionPolicy');
export const MUTATING_POLICY_BINDINGS = registration(
  'mutatingadmissionpolicybindings',
  'MutatingAdmissionPolicyBinding',
);
