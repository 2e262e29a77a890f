import { expect, it } from 'vitest';
import { didYouMean } from '../../../cmd/did-you-mean.ts';

const COMMANDS = ['serve', 'explain', 'release-all', 'check-config', 'crds'];

it.each([
  ['explian', '; did you mean explain?'],
  ['EXPLAIN', '; did you mean explain?'],
  ['relase-all', '; did you mean release-all?'],
  ['release', '; did you mean release-all?'],
  ['crd', '; did you mean crds?'],
  ['check', '; did you mean check-config?'],
  ['delete', ''],
  ['x', ''],
  ['', ''],
])('takes %j for what was meant%s', (wrong, text) => {
  expect(didYouMean(wrong, COMMANDS)).toBe(text);
});

it('names an option as it is written', () => {
  expect(didYouMean('contxet', ['context'], '--')).toBe('; did you mean --context?');
});
