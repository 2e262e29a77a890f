import { MOMENTS, type Moment } from '../../operation/plan.ts';
import type { News } from './news.ts';
import type { NotifyOptions } from './options.ts';
import { asItIs, fillIn, type Values } from './template.ts';

/** https://github.com/prometheus/alertmanager/blob/v0.34.2/api/v2/openapi.yaml, definition postableAlert. */
export interface Alert {
  /** They are the alert's name: what has the same is the same alert. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The moment that ends what the others have raised. */
const END: Moment = 'finished';

/**
 * An end that lies in Alertmanager's future does not count for it: it keeps the later one, which is days away. So we end
 * alerts this long ago, in case that its clock is behind.
 */
const END_AGO_MS = 300_000;

type AlertOptions = Pick<NotifyOptions, 'text' | 'labels' | 'alertForMs'>;

/**
 * At `finished` the end of every alert that may have been raised, also by a task that was given up or of which we do not know
 * whether it was heard: an end of what never began changes nothing. At any other moment its alert.
 */
export function alertsOf(options: AlertOptions, news: News): readonly Alert[] {
  const { values, since, now } = news;
  const annotations = { summary: fillIn(options.text, values, asItIs), description: values.message };
  if (values.moment === END) {
    const ended = new Date(now - END_AGO_MS).toISOString();
    // Alertmanager keeps the earlier beginning, when it knows one.
    return MOMENTS.filter((moment) => moment !== END).map((moment) => ({
      labels: labelsOf(moment, options, values),
      annotations,
      startsAt: ended,
      endsAt: ended,
    }));
  }
  return [
    {
      labels: labelsOf(values.moment, options, values),
      annotations,
      startsAt: new Date(since).toISOString(),
      endsAt: new Date(now + options.alertForMs).toISOString(),
    },
  ];
}

const TROUBLE: ReadonlySet<string> = new Set<Moment>(['blocked', 'failed']);

function labelsOf(moment: string, { labels }: AlertOptions, { kind, node, record }: Values): Alert['labels'] {
  return {
    severity: TROUBLE.has(moment) ? 'warning' : 'info',
    ...labels,
    alertname: `${kind}${moment.slice(0, 1).toUpperCase()}${moment.slice(1)}`,
    node,
    record,
  };
}

/** Where Alertmanager takes alerts; `base` is the address of its page, which may have a path of its own. */
export function alertsURL(base: URL): URL {
  const url = new URL(base);
  if (!url.pathname.endsWith('/api/v2/alerts')) url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v2/alerts`;
  return url;
}
