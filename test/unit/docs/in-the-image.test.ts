import { expect, it } from 'vitest';
import { commandsOf, markdownFiles } from './markdown.ts';

// The image has Node and nothing else: no `env`, which the first line of the built file asks for.
it('what pages run in a pod is run by node', () => {
  const run = markdownFiles()
    .flatMap(commandsOf)
    .flatMap(({ file, line }) => {
      const [, command] = / exec .*? -- (.*)/.exec(line) ?? [];
      return command === undefined ? [] : [{ file, command }];
    });
  expect(run.length).toBeGreaterThan(0);
  for (const { file, command } of run) expect(command, file).toMatch(/^node \/app\/node-cleanup-webhook\.mjs /);
});
