import type { Overview } from './overview.ts';
import { STATUS_PAGE, STATUS_PAGE_POLICY } from './page.ts';

interface Page {
  readonly contentType: string;
  readonly policy: string;
  render(): string;
}

/** A page that a person opens, and what it asks for every two seconds. Both only read. */
export function statusPages(overview: () => Overview): Readonly<Record<'/status' | '/status.json', Page>> {
  return {
    '/status': {
      contentType: 'text/html; charset=utf-8',
      policy: STATUS_PAGE_POLICY,
      render: () => STATUS_PAGE,
    },
    '/status.json': {
      contentType: 'application/json; charset=utf-8',
      policy: "default-src 'none'",
      render: () => JSON.stringify(overview()),
    },
  };
}
