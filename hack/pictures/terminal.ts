import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Picture, sightOf } from './picture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What of `npm run demo` is shown: the commands that begin so, in this order, each with what is said before it. */
const SHOWN = [
  'kubectl delete node worker-1',
  'kubectl get node worker-1',
  'kubectl get ncl',
  'kubectl wait --for=condition=Completed',
  'kubectl delete node worker-2',
  'node dist/node-cleanup-webhook.mjs explain worker-2',
];

/** What a person sees in a terminal, taken from a run of the demo. */
export const terminalPicture: Picture = {
  file: 'docs/images/terminal.png',
  width: 1260,
  until: ['somebody must act'],
  open: async (signal) => sightOf(html(scenesOf(await demo(signal)))),
};

async function demo(signal: AbortSignal): Promise<string> {
  const options = { cwd: root, maxBuffer: 1 << 24, signal };
  const { stdout } = await promisify(execFile)(process.execPath, ['hack/demo.ts'], options);
  return stdout;
}

interface Scene {
  readonly said: string;
  readonly command: string;
  readonly output: string;
}

/** The demo says a sentence, shows a command behind a `$`, and its output. Throws where a command to be shown is missing. */
function scenesOf(output: string): readonly Scene[] {
  const parts = output.split(/^\$ /m);
  const scenes = parts.slice(1).map((part, index): Scene => {
    const [command = '', ...lines] = part.split('\n');
    // Up to the heading of the next chapter, or to the sentence before the next command.
    const [own = ''] = lines.join('\n').split(/\n\n\d+\. /);
    const output = own.trimEnd().replace(/\n\n[^\n]+[.:]$/, '');
    return { said: (parts[index] ?? '').trimEnd().split('\n').at(-1) ?? '', command, output };
  });
  let next = 0;
  return SHOWN.map((start) => {
    const found = scenes.findIndex(({ command }, index) => index >= next && command.startsWith(start));
    if (found === -1) throw new Error(`the demo does not show: ${start}`);
    next = found + 1;
    return scenes[found] ?? { said: '', command: '', output: '' };
  });
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);

function html(scenes: readonly Scene[]): string {
  const shown = scenes.map(({ said, command, output }) => {
    const sentence = /[.:]$/.test(said) ? `<i>${escaped(said)}</i>\n` : '';
    return `${sentence}<b>$ ${escaped(command)}</b>\n${escaped(output)}`;
  });
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 24px 30px; background: #12161d; color: #d5dae3; }
pre { margin: 0; font: 13px/1.45 ui-monospace, 'DejaVu Sans Mono', monospace; white-space: pre; }
b { color: #7ee0a5; font-weight: 600; } i { color: #98a2b3; font-style: normal; }
</style><pre>${shown.join('\n\n')}</pre>`;
}
