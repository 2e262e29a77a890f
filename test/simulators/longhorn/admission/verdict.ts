/** Why Longhorn refuses a request: what its webhook answers with. Undefined: it has nothing against it. */
export type Refusal = { readonly code: 403 | 422; readonly reason: 'Forbidden' | 'Invalid'; readonly message: string };

export const invalid = (message: string): Refusal => ({ code: 422, reason: 'Invalid', message });
export const forbidden = (message: string): Refusal => ({ code: 403, reason: 'Forbidden', message });
