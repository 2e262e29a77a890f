import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { STATUS_PAGE, STATUS_PAGE_POLICY } from '../../../../lib/cleanup/status-page/page.ts';

const inline = (tag: string) => STATUS_PAGE.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? '';

test('a browser may run its own script and style, and nothing else', () => {
  for (const tag of ['script', 'style'] as const) {
    const hash = createHash('sha256').update(inline(tag)).digest('base64');
    expect(STATUS_PAGE_POLICY).toContain(`${tag}-src 'sha256-${hash}'`);
  }
  expect(STATUS_PAGE_POLICY).toMatch(/^default-src 'none'/);
  expect(STATUS_PAGE_POLICY).not.toContain('unsafe');
});

test('it loads nothing from elsewhere', () => {
  expect(STATUS_PAGE).not.toMatch(/https?:|\bsrc=|\bhref=/);
});

test.each([
  ['/status', '/status.json'],
  ['/status/', '/status.json'],
  [
    '/api/v1/namespaces/ops/services/x:health/proxy/status',
    '/api/v1/namespaces/ops/services/x:health/proxy/status.json',
  ],
])('opened as %s it asks for what is beside it', (pathname, beside) => {
  const asked: string[] = [];
  const fetch = (address: string) => {
    asked.push(new URL(address, `http://127.0.0.1:8080${pathname}`).pathname);
    return new Promise(() => {});
  };
  const document = { hidden: false, getElementById: () => ({}) };
  new Script(inline('script')).runInNewContext({ document, location: { pathname }, fetch, AbortSignal });
  expect(asked).toEqual([beside]);
});

test('its script is one, and makes no markup of what it shows', () => {
  expect(() => new Script(inline('script'))).not.toThrow();
  expect(inline('script')).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval/);
});
