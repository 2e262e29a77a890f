import { createInterface } from 'node:readline';
import { at, isObject } from '../lib/kube/json.ts';
import type { Supervisor } from './control-plane/supervisor.ts';

const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/** The browser of the variable CHROME, else the first of the usual names in PATH; undefined when there is none. */
export function findBrowser(exists: (program: string) => boolean): string | undefined {
  if (process.env.CHROME) return process.env.CHROME;
  const folders = (process.env.PATH ?? '').split(':');
  return NAMES.flatMap((name) => folders.map((folder) => `${folder}/${name}`)).find(exists);
}

export interface TabOptions {
  /** A folder of its own. */
  readonly profile: string;
  readonly url: string;
  /** Of the window, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

/** One tab of a headless Chromium, over the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/). */
export class Tab implements Disposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  /** What the page has complained of: exceptions, violations of its policy. */
  readonly complaints: string[] = [];
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data))));
  }

  static async open(supervisor: Supervisor, browser: string, { profile, url, size }: TabOptions): Promise<Tab> {
    const child = supervisor.spawn(
      browser,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        `--window-size=${size.width},${size.height}`,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    if (child.stderr === null) throw new Error('the browser has no standard error');
    const debuggerURL = await new Promise<string>((resolve, reject) => {
      const said: string[] = [];
      createInterface({ input: child.stderr ?? process.stdin }).on('line', (line) => {
        said.push(line);
        const found = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`the browser has ended with ${code}: ${said.join('\n')}`)));
    });
    const targets: unknown = await (await fetch(`http://${new URL(debuggerURL).host}/json/list`)).json();
    const page = Array.isArray(targets) ? targets.find((target) => at(target, 'type') === 'page') : undefined;
    const socket = new WebSocket(String(at(page, 'webSocketDebuggerUrl')));
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    const tab = new Tab(socket);
    for (const domain of ['Runtime', 'Log', 'Page']) await tab.#call(`${domain}.enable`);
    await tab.#call('Page.navigate', { url });
    return tab;
  }

  /** What a person would read in the window now. */
  async text(): Promise<string> {
    const answer = await this.#call('Runtime.evaluate', {
      expression: 'document.body?.innerText ?? ""',
      returnByValue: true,
    });
    return String(at(answer, 'result', 'value'));
  }

  /** A PNG of the page, also of what the window has no room for. */
  async screenshot(): Promise<Buffer> {
    const { width, height } = await this.#pageSize();
    const clip = { x: 0, y: 0, width, height, scale: 1 };
    const options = { format: 'png', captureBeyondViewport: true, clip };
    return Buffer.from(String(at(await this.#call('Page.captureScreenshot', options), 'data')), 'base64');
  }

  async #pageSize(): Promise<{ readonly width: number; readonly height: number }> {
    const size = at(await this.#call('Page.getLayoutMetrics'), 'cssContentSize');
    return { width: Number(at(size, 'width')), height: Number(at(size, 'height')) };
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  async #call(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#last;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer.promise;
  }

  #receive(message: unknown): void {
    const method = at(message, 'method');
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') {
      this.complaints.push(JSON.stringify(at(message, 'params')));
    }
    const waiting = this.#waiting.get(Number(at(message, 'id')));
    if (waiting === undefined) return;
    const error = at(message, 'error');
    if (isObject(error)) waiting.reject(new Error(JSON.stringify(error)));
    else waiting.resolve(at(message, 'result'));
  }
}
