import { createServer } from 'node:http';

/** A page that is shown in a browser and kept as an image. */
export interface Picture {
  /** Where the image goes, from the root of the project. */
  readonly file: string;
  /** Of the window, in pixels; the image is as high as the page. */
  readonly width: number;
  /** Texts that are on the page once it is as it should be. */
  readonly until: readonly string[];
  open(signal: AbortSignal): Promise<Sight>;
}

/** Something to see; it ends with the picture. */
export interface Sight extends AsyncDisposable {
  readonly url: string;
}

/** A page of ours, on a server that has nothing else. */
export async function sightOf(html: string): Promise<Sight> {
  const server = createServer((request, response) => {
    if (request.url !== '/') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
