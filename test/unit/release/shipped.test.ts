import { expect, test } from 'vitest';
import { bundle } from '../../../hack/release/bundle.ts';
import { onlyShipped } from '../../../hack/release/shipped.ts';

const component = (name: string, more: object = {}) => ({
  'bom-ref': `${name}@1.0.0`,
  name,
  version: '1.0.0',
  ...more,
});
const sbom = {
  bomFormat: 'CycloneDX',
  metadata: { component: { name: 'a-folder', 'bom-ref': 'product@1.0.0' } },
  components: [component('koa'), component('copied', { scope: 'optional' }), component('tool')],
  dependencies: [
    { ref: 'product@1.0.0', dependsOn: ['koa@1.0.0', 'tool@1.0.0'] },
    { ref: 'koa@1.0.0', dependsOn: ['copied@1.0.0', 'tool@1.0.0'] },
    { ref: 'tool@1.0.0', dependsOn: [] },
  ],
};
const shipped = (name: string) => ({ name, version: '1.0.0', licence: 'MIT', texts: [] });

test('a list of what is shipped names no tool, and a tool whose code was copied', () => {
  expect(onlyShipped(sbom, 'product', [shipped('koa'), shipped('copied')])).toEqual({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'product', 'bom-ref': 'product@1.0.0' } },
    components: [
      component('koa', { scope: 'required', properties: [] }),
      component('copied', { scope: 'required', properties: [] }),
    ],
    dependencies: [
      { ref: 'product@1.0.0', dependsOn: ['koa@1.0.0'] },
      { ref: 'koa@1.0.0', dependsOn: ['copied@1.0.0'] },
    ],
  });
});

test('what is shipped and not known stops it', () => {
  expect(() => onlyShipped(sbom, 'product', [shipped('koa'), shipped('yaml')])).toThrow(/yaml@1\.0\.0; run npm ci/);
});

test('the built file has code of what it is known to need, and of none that only tests need', async () => {
  const names = (await bundle()).packages.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['@opentelemetry/api', 'ajv', 'koa', 'undici', 'yaml']));
  for (const tool of ['vitest', 'typescript', 'esbuild', 'fast-check']) expect(names).not.toContain(tool);
});
