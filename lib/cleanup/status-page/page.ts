import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2330; --soft: #667085; --line: #d8dde6; --ground: #f6f7f9; --card: #fff;
  --good: #1a7f4b; --wait: #8a5a00; --bad: #b42318; --info: #175cd3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --soft: #98a2b3; --line: #333b4a; --ground: #12161d; --card: #1a202a;
  --good: #4cc38a; --wait: #f0b429; --bad: #ff7a6e; --info: #7ab0ff; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem clamp(1rem, 4vw, 3rem); background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: baseline; margin-bottom: 1.5rem; }
h1 { font-size: 1.25rem; margin: 0; }
header p { margin: 0; color: var(--soft); }
#state.lost { color: var(--bad); font-weight: 600; }
article { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 6px;
  padding: .9rem 1.1rem; margin-bottom: .9rem; }
article.Blocked { border-left-color: var(--bad); }
article.Held, article.Pending { border-left-color: var(--wait); }
article.Running, article.Finishing, article.Releasing { border-left-color: var(--info); }
article.Completed, article.Skipped { border-left-color: var(--good); opacity: .75; }
h2 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; }
h2 small { color: var(--soft); font-weight: 400; }
.phase { font-size: .8rem; font-weight: 600; }
.Blocked .phase { color: var(--bad); } .Held .phase, .Pending .phase { color: var(--wait); }
.Running .phase, .Finishing .phase, .Releasing .phase { color: var(--info); }
.Completed .phase, .Skipped .phase { color: var(--good); }
.message { margin: .3rem 0 .6rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
td { padding: .25rem .8rem .25rem 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td:nth-child(1), td:nth-child(2) { white-space: nowrap; width: 1%; }
td.Done { color: var(--good); } td.Blocked, td.Retrying, td.TimedOut { color: var(--bad); }
td.Waiting, td.Running { color: var(--info); } td.Pending, td.Skipped { color: var(--soft); }
code { background: var(--ground); border: 1px solid var(--line); border-radius: 4px; padding: .1rem .35rem; }
.empty { color: var(--soft); padding: 2rem 0; }
`;

const SCRIPT = `
'use strict';
const EVERY = 2000;
// Beside the page, with or without a slash at the end of its address, and also behind the API server's proxy.
const DATA = location.pathname.replace(/[/]?$/, '.json');
const list = document.getElementById('removals');
const state = document.getElementById('state');
const nodes = document.getElementById('nodes');

// Names and messages come from the cluster: they are only ever text.
function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

function ago(time, now) {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 120) return seconds + ' s';
  if (seconds < 7200) return Math.round(seconds / 60) + ' min';
  return seconds < 172800 ? Math.round(seconds / 3600) + ' h' : Math.round(seconds / 86400) + ' d';
}

function article(removal, now) {
  const since = removal.finishedAt
    ? 'over since ' + ago(removal.finishedAt, now)
    : 'deletion asked for ' + ago(removal.requestedAt, now) + ' ago';
  const title = make('h2', '', removal.node, make('span', 'phase', removal.phase), make('small', '', since));
  if (removal.isDead) title.append(make('small', '', 'the Node is dead'));
  const parts = [title];
  if (removal.message) parts.push(make('p', 'message', removal.message));
  if (!removal.finishedAt) {
    const rows = removal.tasks.map((task) =>
      make('tr', '', make('td', '', task.name), make('td', task.state, task.state), make('td', '', task.message)));
    if (rows.length > 0) parts.push(make('table', '', make('tbody', '', ...rows)));
    if (removal.phase === 'Blocked' || removal.phase === 'Held') {
      parts.push(make('p', 'message', 'More, and the ways out: ', make('code', '', 'kubectl describe ncl ' + removal.name)));
    }
  }
  const element = make('article', removal.phase, ...parts);
  element.dataset.node = removal.node;
  return element;
}

function show(overview) {
  const now = Date.parse(overview.at);
  const { total, guarded, beingDeleted } = overview.nodes;
  nodes.textContent = guarded + ' of ' + total + ' Nodes guarded, ' + beingDeleted + ' being deleted';
  const articles = overview.removals.map((removal) => article(removal, now));
  if (articles.length === 0) articles.push(make('p', 'empty', 'No Node is being removed.'));
  if (overview.more > 0) articles.push(make('p', 'empty', 'and ' + overview.more + ' more'));
  list.replaceChildren(...articles);
}

let answeredAt = 0;
async function refresh() {
  try {
    const response = await fetch(DATA, { cache: 'no-store', signal: AbortSignal.timeout(10000) });
    if (!response.ok) throw new Error('HTTP ' + response.status);
    show(await response.json());
    answeredAt = Date.now();
    state.className = '';
    state.textContent = 'live';
  } catch (error) {
    state.className = 'lost';
    const since = answeredAt === 0 ? '' : '; what is shown is ' + Math.round((Date.now() - answeredAt) / 1000) + ' s old';
    state.textContent = 'no answer (' + error.message + ')' + since;
  }
}

async function follow() {
  for (;;) {
    if (!document.hidden) await refresh();
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}
follow();
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page, which asks for what it shows beside it: `/status.json` for `/status`. */
export const STATUS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Nodes being removed</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Nodes being removed</h1><p id="nodes"></p><p id="state">asking …</p></header>
<main id="removals"></main>
<noscript>This page needs JavaScript; kubectl get ncl shows the same.</noscript>
<script>${SCRIPT}</script>
</body>
</html>
`;

/** Nothing but this style, this script, and what it asks of us. */
export const STATUS_PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
