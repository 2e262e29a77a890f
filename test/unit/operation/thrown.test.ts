import { describe, expect, it } from 'vitest';
import { describeThrown } from '../../../lib/operation/thrown.ts';

const unreadable = new Proxy(
  {},
  {
    get() {
      throw new Error('trap');
    },
    getPrototypeOf() {
      throw new Error('trap');
    },
  },
);
class Silent extends Error {
  override get message(): string {
    throw new Error('trap');
  }
}
const endless = new Error('a');
endless.cause = new Error('b', { cause: endless });

describe('whatever a task throws can be told', () => {
  it.each<[string, unknown, string]>([
    ['an error', new Error('no route to host'), 'no route to host'],
    [
      'an error with a cause',
      new Error('fetch failed', { cause: new Error('ECONNREFUSED') }),
      'fetch failed: ECONNREFUSED',
    ],
    ['a cause that is told already', new Error('a: b', { cause: new Error('b') }), 'a: b'],
    ['a cause that is no error', new Error('a', { cause: 42 }), 'a: 42 was thrown, which is no error'],
    ['causes in a circle', endless, 'a: b: a: b: a'],
    ['an error without a message', new TypeError(), 'TypeError'],
    ['several errors', new AggregateError([new Error('v4'), new Error('v6')]), 'v4, v6'],
    ['a message of several lines', new Error('a\n  b\tc'), 'a b c'],
    ['nothing', undefined, 'undefined was thrown, which is no error'],
    ['null', null, 'null was thrown, which is no error'],
    ['a text', 'stop', 'stop was thrown, which is no error'],
    ['a symbol', Symbol('s'), 'Symbol(s) was thrown, which is no error'],
    ['an object without a prototype', Object.create(null), 'something was thrown that cannot be described'],
    ['an object that throws when it is looked at', unreadable, 'something was thrown that cannot be described'],
    ['an error that throws when it is asked', new Silent(), 'something was thrown that cannot be described'],
  ])('%s', (_, thrown, text) => {
    expect(describeThrown(thrown)).toBe(text);
  });
});
