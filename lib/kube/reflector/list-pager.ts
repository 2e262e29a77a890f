import type { KubeClient, KubeList, ListOptions } from '../client.ts';
import type { Resource } from '../resource.ts';

/**
 * All pages of a list, each requested when the one before has been used. They show one moment (the resourceVersion of
 * every page is that of the first); rejects with 410 when that moment is too old for the server before the end.
 */
export async function* listPages(
  client: KubeClient,
  resource: Resource,
  options: Omit<ListOptions, 'continueToken'>,
): AsyncGenerator<KubeList, void, undefined> {
  let continueToken: string | undefined;
  do {
    const page = await client.list(resource, { ...options, continueToken });
    yield page;
    continueToken = page.continueToken;
  } while (continueToken !== undefined);
}
