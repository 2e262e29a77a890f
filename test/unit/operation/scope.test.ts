import { describe, expect, it, vi } from 'vitest';
import { OperationScope, scopeOfRun } from '../../../lib/operation/scope.ts';

const thing = (dispose = () => {}) => ({ [Symbol.dispose]: vi.fn(dispose) });

describe('what a task keeps between its runs', () => {
  it('is the same at each run, and made once', () => {
    const scope = new OperationScope();
    const create = vi.fn(() => thing());
    expect(scope.keep('watch', create)).toBe(scope.keep('watch', create));
    expect(create).toHaveBeenCalledOnce();
  });

  it('is ended with the operation, once', () => {
    const scope = new OperationScope();
    const watch = scope.keep('watch', () => thing());
    scope[Symbol.dispose]();
    scope[Symbol.dispose]();
    expect(watch[Symbol.dispose]).toHaveBeenCalledOnce();
  });

  it('is ended also when the end of something else throws', () => {
    const scope = new OperationScope();
    scope.keep('bad', () =>
      thing(() => {
        throw undefined;
      }),
    );
    const watch = scope.keep('watch', () => thing());
    expect(() => scope[Symbol.dispose]()).not.toThrow();
    expect(watch[Symbol.dispose]).toHaveBeenCalledOnce();
  });

  it('is not kept when it could not be made', () => {
    const scope = new OperationScope();
    const failing = () => {
      throw new Error('no');
    };
    expect(() => scope.keep('watch', failing)).toThrow('no');
    expect(scope.keep('watch', () => thing())).toBeDefined();
  });

  it('is not shared between two tasks of a kind', () => {
    const scope = new OperationScope();
    const { signal } = new AbortController();
    const a = scopeOfRun(scope, 'drain-a', signal).keep('pods', () => thing());
    const b = scopeOfRun(scope, 'drain-b', signal).keep('pods', () => thing());
    expect(a).not.toBe(b);
    expect(scopeOfRun(scope, 'drain-a', signal).keep('pods', () => thing())).toBe(a);
  });

  it('cannot be added to by a run that was given up', () => {
    const scope = new OperationScope();
    const create = vi.fn(() => thing());
    const late = scopeOfRun(scope, 'drain', AbortSignal.abort(new Error('given up')));
    expect(() => late.keep('pods', create)).toThrow('given up');
    expect(create).not.toHaveBeenCalled();
  });
});
