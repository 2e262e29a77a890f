import { parse } from 'yaml';

/** The texts of the files that say which version this is. */
export interface Versions {
  /** package.json */
  readonly manifest: string;
  /** package-lock.json */
  readonly lock: string;
  /** Chart.yaml */
  readonly chart: string;
  /** CHANGELOG.md */
  readonly changelog: string;
}

/** What does not agree with the version, a line each; none when all is well. */
export function disagreements(version: string, { manifest, lock, chart, changelog }: Versions): readonly string[] {
  const { version: chartVersion, appVersion } = parse(chart);
  const said: Readonly<Record<string, unknown>> = {
    'package.json: version': JSON.parse(manifest).version,
    'package-lock.json: version': JSON.parse(lock).version,
    'Chart.yaml: version': chartVersion,
    'Chart.yaml: appVersion': appVersion,
  };
  const wrong = Object.entries(said)
    .filter(([, found]) => found !== version)
    .map(([where, found]) => `${where} is ${found}, not ${version}`);
  return notesOf(version, changelog) === ''
    ? [...wrong, `CHANGELOG.md has nothing under the heading "## ${version}"`]
    : wrong;
}

/** What the changelog has under `## 1.2.3`, with or without a date behind it; '' when there is no such heading. */
export function notesOf(version: string, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.split(/[\s\]]/, 1)[0]?.replace('[', '') === version);
  return own === undefined ? '' : own.slice(own.indexOf('\n')).trim();
}
