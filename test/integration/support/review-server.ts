import { once } from 'node:events';
import { createServer } from 'node:https';
import { json } from 'node:stream/consumers';
import type { KeyPair } from '../../../hack/certificates.ts';

/** The smallest webhook there is: every object gets the finalizer `example.test/reviewed`. */
export async function startReviewServer(pair: KeyPair): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer(pair, async (request, response) => {
    const review = (await json(request)) as { request: { uid: string } };
    const patch = [{ op: 'add', path: '/metadata/finalizers', value: ['example.test/reviewed'] }];
    const answer = {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: {
        uid: review.request.uid,
        allowed: true,
        patchType: 'JSONPatch',
        patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
      },
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
