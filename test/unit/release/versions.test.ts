import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { disagreements, notesOf, type Versions } from '../../../hack/release/versions.ts';

const agreed: Versions = {
  manifest: '{"version":"1.2.3"}',
  lock: '{"version":"1.2.3"}',
  chart: 'version: 1.2.3\nappVersion: "1.2.3"\n',
  changelog: '# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-11-21\n\n### Fixed\n\n- This.\n\n## 1.2.2\n\n- That.\n',
};

test('a release is one where everything says the same version', () => {
  expect(disagreements('1.2.3', agreed)).toEqual([]);
});

test.each<[keyof Versions, string, RegExp]>([
  ['manifest', '{"version":"1.2.2"}', /^package\.json: version is 1\.2\.2, not 1\.2\.3$/],
  ['lock', '{}', /^package-lock\.json/],
  ['chart', 'version: 1.2.3\nappVersion: 1.2.2\n', /^Chart\.yaml: appVersion is 1\.2\.2/],
  ['changelog', '## Unreleased\n\n- Something.\n', /^CHANGELOG\.md has nothing under/],
])('%s that says another is named', (file, text, line) => {
  expect(disagreements('1.2.3', { ...agreed, [file]: text })).toEqual([expect.stringMatching(line)]);
});

test('the notes are those of the version alone', () => {
  expect(notesOf('1.2.3', agreed.changelog)).toBe('### Fixed\n\n- This.');
  expect(notesOf('1.2', agreed.changelog)).toBe('');
});

test("the project's own files agree with each other but for the heading, which a release adds", () => {
  const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
  const own = {
    manifest: read('package.json'),
    lock: read('package-lock.json'),
    chart: read('charts/node-cleanup-webhook/Chart.yaml'),
    changelog: read('CHANGELOG.md'),
  };
  const { version } = JSON.parse(own.manifest);
  const released = { ...own, changelog: own.changelog.replace('## Unreleased', `## ${version}`) };
  expect(disagreements(version, released)).toEqual([]);
});
