import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FOLDER = 'lib/operation';

it.each(readdirSync(FOLDER))('%s knows time and where to report, and no Kubernetes, HTTP or configuration', (file) => {
  const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
  const imports = [...text.matchAll(/^(?:import|export) (type )?.*? ?from '(.*?)';$/gms)];
  for (const [, type, from] of imports) {
    expect(from).toMatch(type ? /^(\.|\.\.\/time|\.\.\/telemetry)\/[a-z-]+\.ts$/ : /^(\.|\.\.\/time)\/[a-z-]+\.ts$/);
  }
});
