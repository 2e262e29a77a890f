import { createReadStream, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stringAt } from '../../../lib/kube/json.ts';

/** What a control plane's audit log tells of the rights that our product has used, as plain data. */
export interface Usage {
  /** By the name of the service account, without what a test adds: `verb group resource[/subresource]`, each once. */
  readonly used: Readonly<Record<string, readonly string[]>>;
  /** What was refused to an operator that had the chart's rights, with how often and what it was asked for. */
  readonly forbidden: Readonly<Record<string, number>>;
}

const POLICY = fileURLToPath(new URL('audit-policy.yaml', import.meta.url));

/** For a kube-apiserver, so that `usageIn` has something to read. */
export const auditFlags = (file: string): readonly string[] => [
  `--audit-policy-file=${POLICY}`,
  `--audit-log-path=${file}`,
];

/** The service account of an operator with the chart's rights: all that it asks for must be granted. */
export const CHART_ACCOUNT = 'node-cleanup-webhook';
export const RELEASE_ALL = `${CHART_ACCOUNT}-release-all`;
export const VERIFY = `${CHART_ACCOUNT}-test`;
/** Of an installation, or as chart-rights.ts calls it in a test. */
const OPERATORS = new RegExp(`^${CHART_ACCOUNT}(?:-t[0-9a-f]{8}-[0-9a-f]{8})?$`);
/** Tests of a task give its code the rights that it declares, under this name. */
export const TASK_ACCOUNT = 'operator';

/** Reads the log, with what was rotated away. */
export async function usageIn(file: string): Promise<Usage> {
  const used = new Map<string, Set<string>>();
  const refusals: Refusal[] = [];
  const deletedAt = new Map<string, number>();
  for await (const event of eventsIn(file)) {
    const deleted = namespaceOrBindingDeletedBy(event);
    if (deleted !== undefined && !deletedAt.has(deleted)) deletedAt.set(deleted, receivedAt(event));
    const account = accountOf(event);
    const what = describe(event);
    if (account === undefined || what === undefined) continue;
    const isAllowed = stringAt(event, 'annotations', 'authorization.k8s.io/decision') === 'allow';
    if (isAllowed) used.set(account, (used.get(account) ?? new Set()).add(what));
    else if (account === CHART_ACCOUNT) refusals.push(refusalOf(event, what));
  }
  // An operator that is stopped with its namespace, or with the test that had made its binding, may ask a moment longer.
  const isLate = ({ lostWith, at }: Refusal) =>
    lostWith.some((key) => at >= (deletedAt.get(key) ?? Number.POSITIVE_INFINITY));
  const faults = refusals.filter((refusal) => !isLate(refusal));
  return {
    used: Object.fromEntries([...used].map(([account, whats]) => [account, [...whats].toSorted()])),
    forbidden: Object.fromEntries(
      Map.groupBy(faults, ({ which }) => which)
        .entries()
        .map(([which, times]) => [which, times.length]),
    ),
  };
}

interface Refusal {
  readonly which: string;
  readonly at: number;
  /** Whose deletion takes the rights away: the namespace of who was refused, and the binding, which is called as the account is. */
  readonly lostWith: readonly string[];
}

const receivedAt = (event: unknown): number => Date.parse(stringAt(event, 'requestReceivedTimestamp') ?? '');
/** It may have waited between the two: rights are looked at after the API server's own queues. */
const answeredAt = (event: unknown): number => Date.parse(stringAt(event, 'stageTimestamp') ?? '');

function namespaceOrBindingDeletedBy(event: unknown): string | undefined {
  if (stringAt(event, 'verb') !== 'delete') return undefined;
  const kind = /^(namespaces)$|^(?:cluster)?role(bindings)$/.exec(stringAt(event, 'objectRef', 'resource') ?? '');
  return kind === null ? undefined : `${kind[1] ?? kind[2]}/${stringAt(event, 'objectRef', 'name')}`;
}

function refusalOf(event: unknown, what: string): Refusal {
  const user = stringAt(event, 'user', 'username') ?? '';
  const path = stringAt(event, 'requestURI')?.split('?', 1)[0];
  const [, , namespace = '', account = ''] = user.split(':');
  // The binding of an installation has the same name in the next one.
  const lostWith = [`namespaces/${namespace}`, ...(account === CHART_ACCOUNT ? [] : [`bindings/${account}`])];
  return { which: `${what} by ${user} at ${path}`, at: answeredAt(event), lostWith };
}

/** An event that is half written is none yet. */
async function* eventsIn(file: string): AsyncGenerator<unknown> {
  const extension = file.slice(file.lastIndexOf('.'));
  const stem = basename(file, extension);
  const files = readdirSync(dirname(file)).filter((name) => name.startsWith(stem) && name.endsWith(extension));
  for (const name of files) {
    for await (const line of createInterface({ input: createReadStream(join(dirname(file), name)) }))
      yield parsed(line);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Whose rights were used; undefined when it was not our product, but the test with kubectl. */
function accountOf(event: unknown): string | undefined {
  const [, , , account = ''] = (stringAt(event, 'user', 'username') ?? '').split(':');
  if (!stringAt(event, 'userAgent')?.startsWith('node-cleanup-webhook/')) return undefined;
  if (OPERATORS.test(account)) return CHART_ACCOUNT;
  return [TASK_ACCOUNT, RELEASE_ALL, VERIFY].includes(account) ? account : undefined;
}

/** undefined: a path that is not a resource. */
function describe(event: unknown): string | undefined {
  const verb = stringAt(event, 'verb');
  const resource = stringAt(event, 'objectRef', 'resource');
  if (verb === undefined || resource === undefined) return undefined;
  const part = stringAt(event, 'objectRef', 'subresource');
  const group = stringAt(event, 'objectRef', 'apiGroup') ?? '';
  return `${verb} ${group} ${part === undefined ? resource : `${resource}/${part}`}`;
}
