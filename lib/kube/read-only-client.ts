import type { KubeClient } from './client.ts';

/** The same API server, for those who only look: whatever would change something rejects and is not sent. */
export function readOnly(client: KubeClient): KubeClient {
  const refuse = (verb: string) => () =>
    Promise.reject(new Error(`a dry run must not ${verb} anything; this is a mistake in the program`));
  return {
    get: (...call) => client.get(...call),
    list: (...call) => client.list(...call),
    watch: (...call) => client.watch(...call),
    getPath: (...call) => client.getPath(...call),
    getText: (...call) => client.getText(...call),
    // The server stores nothing of a create that is a dry run itself.
    create: (...call) => (call[2]?.dryRun ? client.create(...call) : refuse('create')()),
    replace: refuse('replace'),
    patch: refuse('patch'),
    delete: refuse('delete'),
  };
}
