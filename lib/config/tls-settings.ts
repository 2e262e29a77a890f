import type { Setting } from './setting.ts';

/** Where the certificate comes from, and what the operator needs to make it itself. */
export const TLS_SETTINGS = [
  {
    name: 'tls-mode',
    value: 'MODE',
    description:
      'Where the certificate comes from: files, which somebody else renews, or self-managed, made here (docs/certificates.md)',
    env: 'TLS_MODE',
    choices: ['files', 'self-managed'],
    default: 'files',
  },
  {
    name: 'tls-secret',
    value: 'NAME',
    description: "With self-managed: the Secret in the pod's namespace that replicas share",
    env: 'TLS_SECRET',
    default: 'node-cleanup-webhook-self-managed',
  },
  {
    name: 'tls-hosts',
    value: 'NAMES',
    description:
      'With self-managed: what the API server calls the webhook, with commas; ' +
      'without it the Service node-cleanup-webhook',
    env: 'TLS_HOSTS',
  },
  {
    name: 'tls-webhooks',
    value: 'NAME',
    description: 'With self-managed: the webhook configurations, mutating and validating, whose caBundle is kept right',
    env: 'TLS_WEBHOOKS',
    default: 'node-cleanup-webhook',
  },
  {
    name: 'tls-duration',
    value: 'DURATION',
    description: 'With self-managed: how long a certificate is valid; an authority is four times as long',
    env: 'TLS_DURATION',
    default: '2160h',
  },
  {
    name: 'tls-renew-before',
    value: 'DURATION',
    description: 'With self-managed: how long before its end a certificate is renewed',
    env: 'TLS_RENEW_BEFORE',
    default: '720h',
  },
] as const satisfies readonly Setting[];

/** What the operator makes its own certificate with. */
export interface SelfManagedSettings {
  readonly secret: string;
  readonly webhooks: string;
  /** Empty: the usual Service in the operator's namespace. */
  readonly hosts: readonly string[];
  readonly certificateMs: number;
  readonly renewBeforeMs: number;
}
