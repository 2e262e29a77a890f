/**
 * TLS 1.3, or 1.2 with forward secrecy and authenticated encryption: https://wiki.mozilla.org/Security/Server_Side_TLS
 * (intermediate). The caller's order counts, not ours, as is advised there: an API server prefers AES-128, the
 * cheapest, or ChaCha20 when its machine has no AES instructions
 * (https://github.com/golang/go/blob/master/src/crypto/tls/cipher_suites.go).
 */
const PROTOCOL = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  honorCipherOrder: false,
} as const;

/** For tls.createServer, Server.setSecureContext (which needs all of it again) and tls.createSecureContext. */
export function tlsOptions({ cert, key }: { readonly cert: string; readonly key: string }) {
  return { ...PROTOCOL, cert, key };
}
