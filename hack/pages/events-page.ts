import { CONDITIONS } from '../../lib/telemetry/catalogue/conditions.ts';
import { EVENTS } from '../../lib/telemetry/catalogue/events.ts';
import { FAILURES } from '../../lib/telemetry/catalogue/failures.ts';
import { code, table } from './markdown.ts';

/** docs/events.md, made from the catalogues. */
export function eventsPage(): string {
  return [
    '<!-- Made by hack/generate.ts from lib/telemetry/catalogue. Do not edit. -->',
    '# Events, conditions and error codes',
    '',
    '## Events',
    '',
    EVENTS_INTRODUCTION,
    '',
    ...table(
      ['reason', 'type', 'action', 'when, and what to do'],
      Object.values(EVENTS).map(({ reason, type, action, describe }) => [code(reason), type, code(action), describe]),
    ),
    '',
    '## Conditions of a NodeCleanup',
    '',
    CONDITIONS_INTRODUCTION,
    '',
    ...table(
      ['type', 'True', 'False'],
      Object.entries(CONDITIONS).map(([type, { whenTrue, whenFalse }]) => [code(type), whenTrue, whenFalse]),
    ),
    '',
    '## Error codes',
    '',
    FAILURES_INTRODUCTION,
    '',
    ...table(
      ['code', 'exit status', 'meaning'],
      Object.entries(FAILURES).map(([name, { exit, meaning }]) => [code(name), String(exit), meaning]),
    ),
    '',
  ].join('\n');
}

const EVENTS_INTRODUCTION = `Recorded on the Node, in the namespace \`default\` as for every object without one, by \`infra.894.io/node-cleanup-webhook\`. What
repeats is counted in one Event. They live as long as the API server keeps Events, an hour by default; the NodeCleanup has the
lasting record.

    kubectl get events -n default --field-selector involvedObject.kind=Node,involvedObject.name=worker-1`;

const CONDITIONS_INTRODUCTION = `Phases and the states of tasks are explained with [the removal](removal.md#what-you-see), the reasons of a task on [its page](tasks/).

    kubectl wait --for=condition=Completed ncl/worker-1-5f1c2a3b --timeout=30m`;

const FAILURES_INTRODUCTION = `A command that fails says why with one of these codes, and ends with the exit status; 1 is for what should not happen. The operator's log
has the code in the field \`code\`.`;
