import { expect, it } from 'vitest';
import { commandsOf, markdownFiles } from './markdown.ts';

const NAMESPACED =
  /^kubectl (?:-\S+ \S+ )*(?:\w+ )?(?:get|describe|logs|exec|scale|rollout \w+|port-forward) .*?\b(?:events?|pods?|leases?|secrets?|configmaps?|deploy(?:ments?)?|jobs?|pvc|certificates?)\b/;

// Whose context has another namespace than the page thinks of finds nothing, and no error says so.
it('what pages look for in a namespace names it', () => {
  const found = markdownFiles()
    .filter((file) => !file.startsWith('docs/adr/'))
    .flatMap(commandsOf)
    .filter(({ line }) => NAMESPACED.test(line) && !line.includes(' --raw '));
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter(({ line }) => !/ (?:-A|-n \S+|--all-namespaces|--namespace[ =]\S+)(?: |$)/.test(line))).toEqual(
    [],
  );
});
