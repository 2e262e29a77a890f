import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../lib/operation/graph.ts';
import type { PlannedTask } from '../../../lib/operation/plan.ts';
import { afterPivot, at, beforePivot } from './sample.ts';

const problemsOf = (...tasks: readonly PlannedTask[]) =>
  checkPlan(tasks).map(({ code, path }) => `${code} ${path.join('.')}`);

describe('a plan that cannot work is refused, with the place', () => {
  it.each<[string, readonly PlannedTask[], readonly string[]]>([
    ['nothing is fine', [], []],
    [
      'a chain is fine',
      [beforePivot('a'), beforePivot('b', { needs: ['a'] }), beforePivot('c', { needs: ['b', 'a'] })],
      [],
    ],
    ['a need of a later task is fine', [beforePivot('a', { needs: ['b'] }), beforePivot('b')], []],
    ['two tasks of one name', [beforePivot('a'), beforePivot('a')], ['DuplicateName 1.name']],
    [
      'three tasks of one name',
      [beforePivot('a'), beforePivot('a'), afterPivot('a')],
      ['DuplicateName 1.name', 'DuplicateName 2.name'],
    ],
    ['a need that no task is', [beforePivot('a'), beforePivot('b', { needs: ['a', 'x'] })], ['UnknownNeed 1.needs.1']],
    [
      'a need of the other stage',
      [beforePivot('a'), afterPivot('b', { needs: ['a'] })],
      ['NeedOfOtherStage 1.needs.0'],
    ],
    ['a need of a moment', [at('blocked', 'a'), beforePivot('b', { needs: ['a'] })], ['NeedOfOtherStage 1.needs.0']],
    [
      'a need of another moment',
      [at('blocked', 'a'), at('failed', 'b', { needs: ['a'] })],
      ['NeedOfOtherStage 1.needs.0'],
    ],
    ['a need of the same moment is fine', [at('failed', 'a'), at('failed', 'b', { needs: ['a'] })], []],
    ['a task that needs itself', [beforePivot('a', { needs: ['a'] })], ['Cycle 0.needs.0']],
    [
      'a cycle that is not the whole plan',
      [
        beforePivot('x'),
        beforePivot('a', { needs: ['x', 'c'] }),
        beforePivot('b', { needs: ['a'] }),
        beforePivot('c', { needs: ['b'] }),
      ],
      ['Cycle 1.needs.1'],
    ],
    [
      'two cycles',
      [beforePivot('a', { needs: ['b'] }), beforePivot('b', { needs: ['a'] }), beforePivot('c', { needs: ['c'] })],
      ['Cycle 0.needs.0', 'Cycle 2.needs.0'],
    ],
  ])('%s', (_, tasks, problems) => {
    expect(problemsOf(...tasks)).toEqual(problems);
  });

  it('a cycle is named in the order of the needs', () => {
    const tasks = [
      beforePivot('b', { needs: ['a'] }),
      beforePivot('a', { needs: ['c'] }),
      beforePivot('c', { needs: ['b'] }),
    ];
    expect(checkPlan(tasks).map(({ message }) => message)).toEqual([
      'a cycle, none of which could ever begin: b needs a needs c needs b',
    ]);
  });

  it('a kind that does not exist is told with those that do', () => {
    const [problem] = checkPlan([beforePivot('a', { task: 'darin' })], new Set(['cordon', 'drain']));
    expect(problem).toEqual({
      code: 'UnknownKind',
      path: [0, 'task'],
      message: 'there is no task "darin"; there are cordon, drain',
    });
  });
});
