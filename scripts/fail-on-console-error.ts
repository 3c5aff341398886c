import { afterEach, beforeEach, expect, vi } from 'vitest';

/** An error that nobody expected must not scroll by: a test that provokes one replaces this spy itself. */
const spy = vi.spyOn(console, 'error');

beforeEach(() => {
  spy.mockClear();
});

afterEach(() => {
  expect(spy.mock.calls, 'console.error was called').toEqual([]);
});
